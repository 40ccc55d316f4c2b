/**
 * What runs in each thread of {@link fitNetworks}.
 *
 * @module
 */
import { VentralError } from '@ventral/errors';
import { type ThreadFunction, threadFunction } from '@ventral/numerics';
import type { FitJob } from './fit-job.ts';
import { type FittedNetwork, fitNetwork } from './fit-network.ts';
import { onnxTrainingEngine } from './onnx-training-engine.ts';

/** Fits one network. */
export const runFitJob: ThreadFunction<FitJob, FittedNetwork> = threadFunction(
  ({ settings, stopFlag }) =>
    fitNetwork(onnxTrainingEngine, settings, () => {
      if (Atomics.load(stopFlag, 0) !== 0) {
        throw new VentralError('INTERRUPTED', 'Interrupted while networks are trained.', {
          hint: 'Run the same command again: it continues from there.',
        });
      }
    }),
);
