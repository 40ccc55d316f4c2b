import { setImmediate } from 'node:timers/promises';
import { VentralError } from '@ventral/errors';

/** How a long computation is watched and stopped. */
export interface RunOptions {
  /** Stops the computation soon after it aborts. */
  readonly signal?: AbortSignal;
  /** Hears how many units are done, of how many; each function says what its units are. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Lets timers, signals and input be served, then stops here where the computation was aborted.
 *
 * @param doing what is being done, for the message: `computing products of features`
 * @throws VentralError `INTERRUPTED`
 */
export async function yieldToEvents(signal: AbortSignal | undefined, doing: string): Promise<void> {
  await setImmediate();
  if (!signal?.aborted) return;
  throw new VentralError('INTERRUPTED', `Interrupted while ${doing}.`, {
    hint: 'Run the same command again.',
    cause: signal.reason,
  });
}
