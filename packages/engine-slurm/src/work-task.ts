import { setTimeout } from 'node:timers/promises';
import { VentralError } from '@ventral/errors';
import { type WorkSettings, workChunk } from '@ventral/runs';

// Between two tries of what may succeed the next time: 1, 2, 4 s.
const firstPause = 1000;
const mostTries = 4;

/**
 * Makes the cells of a chunk, in a task of an array.
 *
 * @returns how many have neither a record nor a final failure
 * @throws VentralError `CELL_REFUSED` for a chunk that is not in the store
 */
export async function workTask(
  run: string,
  chunk: string,
  settings: WorkSettings,
): Promise<number> {
  const { store, signal } = settings;
  const cells = await store.chunk(run, chunk);
  if (cells === undefined) {
    throw new VentralError('CELL_REFUSED', `${store.address} has no chunk ${chunk} of ${run}.`, {
      hint: 'Give the store that the run was submitted with, as the nodes see it.',
    });
  }
  const isCancelled = () => store.isCancelled(run);
  let left = cells.length;
  for (let tries = 0; tries < mostTries && !signal?.aborted; tries += 1) {
    if (await isCancelled()) break;
    left = await workChunk(cells, { ...settings, isCancelled });
    if (left === 0) break;
    await setTimeout(firstPause * 2 ** tries, undefined, signal && { signal }).catch(() => {});
  }
  return left;
}
