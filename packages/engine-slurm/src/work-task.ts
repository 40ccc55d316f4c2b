import { VentralError } from '@ventral/errors';
import { type WorkSettings, workInTries } from '@ventral/runs';

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
  const { store } = settings;
  const cells = await store.chunk(run, chunk);
  if (cells === undefined) {
    throw new VentralError('CELL_REFUSED', `${store.address} has no chunk ${chunk} of ${run}.`, {
      hint: 'Give the store that the run was submitted with, as the nodes see it.',
    });
  }
  const isCancelled = () => store.isCancelled(run);
  return workInTries(cells, { ...settings, isCancelled });
}
