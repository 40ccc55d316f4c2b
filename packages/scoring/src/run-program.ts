import type { SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import spawn from 'cross-spawn';

/** What a program came to. */
export interface FinishedProgram {
  /** Its exit code; `null` where a signal ended it. */
  readonly code: number | null;
  /** What it printed, where that was not passed on. */
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a program is run, with which environment, what ends it, and where its output goes. */
export type ProgramSettings = Pick<SpawnOptions, 'cwd' | 'env' | 'signal' | 'stdio'>;

/**
 * Runs a program, npm among them: on Windows that is a .cmd file, which only a shell starts, with
 * quotes of its own around each argument.
 *
 * @throws Error where it cannot be started, or the signal aborts
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  settings: ProgramSettings = {},
): Promise<FinishedProgram> {
  const child = spawn(command, [...args], settings);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
  ]);
  return { code, stdout, stderr };
}
