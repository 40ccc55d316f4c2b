import { spawn } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const here: string = join(import.meta.dirname, '..');
const workspace: string = join(here, '../..');

/** A new folder in which packages find those of this workspace, built. */
export function temporaryProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'create-ventral-plugin-'));
  symlinkSync(join(here, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** What a command came to. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a script of Node: `vitest` and `tsc` of the workspace, or a path within it. */
export function runScript(
  script: string,
  args: readonly string[],
  folder: string,
): Promise<Outcome> {
  const path = join(workspace, script);
  return new Promise((resolve, reject) => {
    const { VITEST: _, ...environment } = process.env;
    const child = spawn(process.execPath, [path, ...args], {
      cwd: folder,
      env: { ...environment, NO_COLOR: '1', VENTRAL_OFFLINE: '1' },
    });
    let output = '';
    const add = (text: Buffer) => {
      output += text;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
