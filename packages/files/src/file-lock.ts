import { setTimeout as sleep } from 'node:timers/promises';
import type { RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { lock } from 'proper-lockfile';
import { writing } from './write-error.ts';

/** Milliseconds without a sign of life after which a lock is taken over. */
const stale = 10_000;
const pollEvery = 200;

/**
 * Does `work` while no other process (or other call in this one) holds the lock on `path`.
 *
 * The lock is a folder `<path>.lock` whose time is renewed while its holder lives; that of a
 * process that died is taken over after 10 seconds.
 *
 * @param work given a signal that aborts with the run, and when the lock is lost
 */
export async function withFileLock<T>(
  path: string,
  context: Pick<RunContext, 'signal' | 'report'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const release = await takeLock(path, context, (cause) => {
    lost.abort(
      new VentralError('FILE_UNWRITABLE', `Another process took over the lock on ${path}.`, {
        hint: 'This process was stopped for a while. Run the same command again.',
        cause,
      }),
    );
  });
  try {
    return await work(AbortSignal.any([context.signal, lost.signal]));
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    if (!lost.signal.aborted) await writing(release(), `${path}.lock`);
  }
}

async function takeLock(
  path: string,
  context: Pick<RunContext, 'signal' | 'report'>,
  onCompromised: (cause: Error) => void,
): Promise<() => Promise<void>> {
  const { signal } = context;
  for (;;) {
    signal.throwIfAborted();
    try {
      return await lock(path, { realpath: false, stale, update: stale / 4, onCompromised });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') {
        return await writing(Promise.reject(error), `${path}.lock`);
      }
    }
    context.report({
      task: `Waiting for another process that holds ${path}.lock`,
      done: 0,
      unit: 'bytes',
    });
    await sleep(pollEvery, undefined, { signal });
  }
}
