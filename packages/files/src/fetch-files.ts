import { setMaxListeners } from 'node:events';
import type { PinnedFile, RunContext } from '@ventral/core';
import { fetchFile } from './fetch-file.ts';

const concurrency = 16;

/**
 * Finds or fetches many small files, sixteen at a time, and gives their paths in the same order.
 *
 * Progress is that of all of them together; only what is worth knowing of a single one (a damaged
 * copy, a lock that is waited for) is reported besides. When one fails, the others are stopped, and
 * what came is kept.
 *
 * @param task what is done, for progress
 * @throws VentralError what `fetchFile` throws
 */
export async function fetchFiles(
  files: readonly PinnedFile[],
  task: string,
  context: RunContext,
): Promise<readonly string[]> {
  const failure = new AbortController();
  const signal = AbortSignal.any([context.signal, failure.signal]);
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
  const workers = Array.from({ length: concurrency }, async () => {
    for (const [index, file] of queue) {
      if (failure.signal.aborted) return;
      try {
        paths[index] = await fetchFile(file, quiet);
      } catch (error) {
        return failure.abort(error);
      }
      done++;
      report();
    }
  });
  await Promise.all(workers);
  if (failure.signal.aborted) throw failure.signal.reason;
  for (const file of files) context.fileUsed(file);
  return paths;
}
