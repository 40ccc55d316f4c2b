import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { CommanderError } from '@commander-js/extra-typings';
import { createProgram } from '../src/program.ts';
import { reportError } from '../src/report-error.ts';
import { type Outcome, projectFolder, type RunSettings } from './run-command.ts';

/**
 * Runs `ventral` offline in this process, one line after another: for lines of which many are tried and
 * each would take longer to start than to run. How the command starts, ends and cleans what it prints is
 * tested with `runCommand`.
 */
export function runHere(
  args: readonly string[],
  { folder = projectFolder, environment = {} }: Pick<RunSettings, 'folder' | 'environment'> = {},
): Promise<Outcome> {
  const run = last.then(() =>
    inPlace(folder, { NO_COLOR: '1', VENTRAL_OFFLINE: '1', ...environment }, args),
  );
  last = run.catch(() => {});
  return run;
}

let last: Promise<unknown> = Promise.resolve();

async function inPlace(
  folder: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<Outcome> {
  const before = {
    folder: process.cwd(),
    environment: { ...process.env },
    console: globalThis.console,
    exitCode: process.exitCode,
  };
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  process.chdir(folder);
  Object.assign(process.env, environment);
  process.exitCode = undefined;
  globalThis.console = new Console(stdout.stream, stderr.stream);
  try {
    await createProgram()
      .parseAsync([...args], { from: 'user' })
      .catch((error: unknown) => {
        const isSaid = error instanceof CommanderError;
        if (!isSaid) reportError(error);
        process.exitCode = isSaid ? error.exitCode : 1;
      });
    const code = Number(process.exitCode ?? 0);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.release();
    stderr.release();
    globalThis.console = before.console;
    process.exitCode = before.exitCode;
    process.chdir(before.folder);
    for (const name of Object.keys(environment)) delete process.env[name];
    Object.assign(process.env, before.environment);
  }
}

/** Keeps what is written to a stream of the process, until it is released. */
function capture(of: NodeJS.WriteStream) {
  const pieces: string[] = [];
  const write = of.write;
  const keep = (piece: unknown, ...rest: readonly unknown[]) => {
    pieces.push(String(piece));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  of.write = keep as typeof of.write;
  const stream = new Writable({
    decodeStrings: false,
    write: (piece, _, done) => keep(piece, done),
  });
  return {
    stream,
    text: () => pieces.join(''),
    release: () => {
      of.write = write;
    },
  };
}
