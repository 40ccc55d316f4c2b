import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PinnedFile } from '@ventral/core';

const program = fileURLToPath(new URL('fetch-once.mjs', import.meta.url));

/** Fetches a file in a process of its own, which prints where it is. */
export function startProcess(file: PinnedFile, cacheFolder: string): ChildProcess {
  return spawn(process.execPath, [program, JSON.stringify(file), cacheFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
