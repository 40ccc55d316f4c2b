/**
 * What runs in each thread of {@link fitNetworks}.
 *
 * @module
 */
import { isVentralError, VentralError } from '@ventral/errors';
import type { FitAnswer, FitJob } from './fit-job.ts';
import { fitNetwork } from './fit-network.ts';
import { onnxTrainingEngine } from './onnx-training-engine.ts';

/** Fits one network. */
export async function runFitJob({ settings, stopFlag }: FitJob): Promise<FitAnswer> {
  try {
    const fitted = await fitNetwork(onnxTrainingEngine, settings, () => {
      if (Atomics.load(stopFlag, 0) !== 0) {
        throw new VentralError('INTERRUPTED', 'Interrupted while networks are trained.', {
          hint: 'Run the same command again: it continues from there.',
        });
      }
    });
    return { fitted };
  } catch (error) {
    if (!isVentralError(error)) throw error;
    const { code, message, hint } = error;
    return { failure: { code, message, hint } };
  }
}
