import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The built command. */
const command = join(here, '../bin/ventral.js');

/** A project with benchmarks of its own; see its index.js. */
export const projectFolder: string = join(here, 'fixtures/project');

/** The workspace, as a project: all plugins are installed in it. */
export const workspaceFolder: string = join(here, '../../..');

/** A small network, 32 x 32 pixels, made for the reference values of ONNX layers. */
export const networkPath: string = join(here, 'fixtures/small_convnet.onnx');

/** What a command came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
export interface RunSettings {
  /** @default the fixture project */
  readonly folder?: string;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Interrupts it, as Ctrl-C does, once its stderr matches. */
  readonly interruptAt?: RegExp;
  /** Kills it once its stderr matches. */
  readonly killAt?: RegExp;
  /** Kills it after so many milliseconds, where it runs so long. */
  readonly killAfter?: number;
}

/** Runs `ventral` as a user would, offline. */
export function runCommand(args: readonly string[], settings: RunSettings = {}): Promise<Outcome> {
  const { folder = projectFolder, environment = {}, interruptAt, killAt, killAfter } = settings;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1', VENTRAL_OFFLINE: '1', ...environment },
    });
    let stdout = '';
    let stderr = '';
    let interrupted = false;
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
      if (killAt?.test(stderr)) child.kill('SIGKILL');
      if (interrupted || !interruptAt?.test(stderr)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('error', reject);
    const timer = killAfter && setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** A new empty folder. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ventral-command-'));
}
