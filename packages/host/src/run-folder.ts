import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RunContext } from '@ventral/core';
import { isProcessRunning } from './is-process-running.ts';

/** A folder of one run in the cache, which ends with the run. */
export interface RunFolder extends AsyncDisposable {
  /** Undefined where the cache cannot be written. */
  readonly path: string | undefined;
}

// Of a run on another machine, which cannot be asked whether it lives.
const longestRun = 2 * 24 * 3600 * 1000;
const folders = new WeakMap<object, string>();

/**
 * Opens a folder for what a run makes for itself alone. While it is there, nothing that the run uses
 * leaves the cache. What a run that was killed left is removed.
 */
export async function openRunFolder({ run, cacheFolder }: RunContext): Promise<RunFolder> {
  const all = join(cacheFolder, 'runs');
  const name = [hostname(), process.pid, Date.now(), randomUUID().slice(0, 8)].join('.');
  const path = join(all, name);
  try {
    await mkdir(path, { recursive: true });
  } catch {
    // A cache that others keep: whatever this run has to write will say so.
    return { path: undefined, async [Symbol.asyncDispose]() {} };
  }
  folders.set(run, path);
  for (const { path: other, isAlive } of await listRuns(cacheFolder)) {
    if (!isAlive) await rm(other, { recursive: true, force: true });
  }
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** The folder of the run that a context belongs to, where it has one. */
export function runFolderOf({ run }: RunContext): string | undefined {
  return folders.get(run);
}

/** When the oldest run began that still uses a cache; undefined where there is none. */
export async function oldestRun(cacheFolder: string): Promise<Date | undefined> {
  const begun = (await listRuns(cacheFolder)).filter(({ isAlive }) => isAlive);
  return begun.map(({ begunAt }) => begunAt).sort((a, b) => a.getTime() - b.getTime())[0];
}

interface FoundRun {
  readonly path: string;
  readonly begunAt: Date;
  readonly isAlive: boolean;
}

async function listRuns(cacheFolder: string): Promise<readonly FoundRun[]> {
  const all = join(cacheFolder, 'runs');
  const names = await readdir(all).catch(() => []);
  return names.flatMap((name) => {
    const [, host, pid, begunAt] = /^(.+)\.(\d+)\.(\d+)\.\w+$/.exec(name) ?? [];
    if (host === undefined) return [];
    const age = Date.now() - Number(begunAt);
    const isAlive = host === hostname() ? isProcessRunning(Number(pid)) : age < longestRun;
    return [{ path: join(all, name), begunAt: new Date(Number(begunAt)), isAlive }];
  });
}
