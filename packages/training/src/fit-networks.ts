import { availableParallelism } from 'node:os';
import { isVentralError, type VentralError } from '@ventral/errors';
import { openThreads } from '@ventral/numerics';
import type { FitSettings, FittedNetwork } from './fit-network.ts';
import type * as fitWorker from './fit-worker.ts';

/** How several networks are trained at once. */
export interface FitNetworksOptions {
  /**
   * Networks trained at once, each by one thread.
   * @default every processor this process may use
   */
  readonly threads?: number;
  /** Stops after the epochs that are running. */
  readonly signal?: AbortSignal;
  /** Told of each network as soon as it is fitted, in any order. */
  onFitted?(index: number, fitted: FittedNetwork): void | Promise<void>;
  /**
   * Told of each network whose training diverged; the others go on.
   * @default such a network fails them all
   */
  onDiverged?(index: number, error: VentralError): void | Promise<void>;
}

// The built file in either case: Node 20 runs no TypeScript in threads, so that the sources, too,
// train with what `npm run build` made of them.
const workerFile = new URL('../dist/fit-worker.js', import.meta.url);

/**
 * Trains networks by {@link fitNetwork} with onnxruntime, one a processor at a time. Each network is
 * trained by a single thread, so that its bits do not depend on how many are trained beside it.
 *
 * Samples in shared memory (`SharedArrayBuffer`) are sent to threads without a copy; a thread then
 * makes one of its own while it trains. Memory holds that, and the parameters six times, for each
 * thread.
 *
 * @returns the networks, in the order of their settings; undefined for one that diverged, where
 * `onDiverged` was told of it
 * @throws VentralError as {@link fitNetwork} does, for the first network that fails; no other is
 * begun then
 * @throws VentralError `INTERRUPTED`
 */
export async function fitNetworks(
  networks: readonly FitSettings[],
  { threads = availableParallelism(), signal, onFitted, onDiverged }: FitNetworksOptions = {},
): Promise<(FittedNetwork | undefined)[]> {
  if (networks.length === 0) return [];
  const stopFlag = new Int32Array(new SharedArrayBuffer(4));
  const stop = () => Atomics.store(stopFlag, 0, 1);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const count = Math.max(1, Math.min(threads, networks.length));
  await using pool = openThreads<typeof fitWorker>(workerFile, count);
  try {
    const fits = networks.map(async (settings, index) => {
      try {
        const job = { settings: { ...settings, threads: 1 }, stopFlag };
        const fitted = await pool.run('runFitJob', job);
        await onFitted?.(index, fitted);
        return fitted;
      } catch (error) {
        if (onDiverged !== undefined && isVentralError(error, 'TRAINING_DIVERGED')) {
          await onDiverged(index, error);
          return undefined;
        }
        stop();
        throw error;
      }
    });
    const results = await Promise.allSettled(fits);
    const failed = results.filter((result) => result.status === 'rejected');
    // Those that were told to stop because another failed are not the reason.
    const reason = failed.find(({ reason }) => reason?.code !== 'INTERRUPTED') ?? failed[0];
    if (reason !== undefined) throw reason.reason;
    return results.map(
      (result) => (result as PromiseFulfilledResult<FittedNetwork | undefined>).value,
    );
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
