import { setTimeout } from 'node:timers/promises';
import type { Cell } from '@ventral/scoring';
import { type WorkSettings, workChunk } from './work-chunk.ts';

// Between two tries: 1, 2, 4 s.
const firstPause = 1000;
const mostTries = 4;

/**
 * {@link workChunk}, and again for what may succeed the next time; where no queue hands it out again.
 *
 * @param core of the processor to use; all where undefined
 * @returns how many cells have neither a record nor a final failure
 */
export async function workInTries(
  cells: readonly Cell[],
  work: WorkSettings,
  core?: number,
): Promise<number> {
  const { signal } = work;
  let left = cells.length;
  for (let tries = 0; tries < mostTries && left > 0; tries += 1) {
    if (tries > 0) await pause(firstPause * 2 ** (tries - 1), signal);
    if (signal?.aborted || (await work.isCancelled?.())) break;
    left = await workChunk(cells, work, core);
  }
  return left;
}

/** Waits, or until the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(milliseconds, undefined, signal && { signal }).catch(() => {});
}
