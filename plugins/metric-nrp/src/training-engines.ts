import { VentralError } from '@ventral/errors';
import type { TrainingEngine } from '@ventral/training';

/** An engine that trains with TensorFlow.js, and what is to be said of its back end. */
export interface TensorflowEngine extends TrainingEngine {
  readonly note: string;
}

// Not written into the import itself: the package is optional, and nothing else here needs it.
const tensorflowPackage: string = '@ventral/tensorflow';

/**
 * The engine that trains with TensorFlow.js, on the fastest back end there is.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where its package, or TensorFlow.js, is not installed
 */
export async function loadTensorflowEngine(): Promise<TensorflowEngine> {
  let loaded: { tensorflowTrainingEngine(): Promise<TensorflowEngine> };
  try {
    loaded = await import(tensorflowPackage);
  } catch (cause) {
    throw new VentralError(
      'DEPENDENCY_MISSING',
      `To train with TensorFlow.js, ${tensorflowPackage} has to be installed.`,
      {
        hint:
          `Run: npm install --ignore-scripts ${tensorflowPackage} @tensorflow/tfjs ` +
          '@tensorflow/tfjs-backend-wasm - or leave out the option engine.',
        cause,
      },
    );
  }
  return loaded.tensorflowTrainingEngine();
}
