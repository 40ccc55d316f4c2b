import { setMaxListeners } from 'node:events';
import type { PinnedFile, RunContext } from '@ventral/core';
import { fetchFile } from './fetch-file.ts';

const concurrency = 16;

/**
 * Finds or fetches many small files, sixteen at a time, and gives their paths in the same order.
 *
 * Progress is that of all of them together; only what is worth knowing of a single one (a damaged
 * copy, a lock that is waited for) is reported besides. When one fails, those begun are still
 * finished, and kept, and no others are begun; thrown is what the first in order met, whichever
 * failed first.
 *
 * @param task what is done, for progress
 * @throws VentralError what `fetchFile` throws
 */
export async function fetchFiles(
  files: readonly PinnedFile[],
  task: string,
  context: RunContext,
): Promise<readonly string[]> {
  const signal = AbortSignal.any([context.signal]);
  // Node warns of a leak at ten listeners, and each file in flight has some.
  setMaxListeners(0, signal);
  let done = 0;
  const report = () => context.report({ task, done, total: files.length, unit: 'parts' });
  const quiet: RunContext = {
    ...context,
    signal,
    report: (event) => {
      if (event.total === undefined) context.report(event);
    },
    // Told below, in an order that does not depend on which file comes first.
    fileUsed: () => {},
  };
  report();
  const paths: string[] = [];
  const queue = files.entries();
  const failures: unknown[] = [];
  const workers = Array.from({ length: concurrency }, async () => {
    for (const [index, file] of queue) {
      try {
        paths[index] = await fetchFile(file, quiet);
      } catch (error) {
        failures[index] = error;
      }
      if (failures.length > 0) return;
      done++;
      report();
    }
  });
  await Promise.all(workers);
  if (failures.length > 0) throw failures.find((failure) => failure !== undefined);
  for (const file of files) context.fileUsed(file);
  return paths;
}
