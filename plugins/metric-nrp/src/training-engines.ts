import { VentralError } from '@ventral/errors';
import type { TrainingEngine } from '@ventral/training';

// Not written into the import itself: the package is optional, and nothing else here needs it.
const tensorflowPackage: string = '@ventral/tensorflow';

/**
 * The engine that trains with TensorFlow.js.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where its package is not installed
 */
export async function loadTensorflowEngine(): Promise<TrainingEngine> {
  let loaded: { readonly tensorflowTrainingEngine: TrainingEngine };
  try {
    loaded = await import(tensorflowPackage);
  } catch (cause) {
    throw new VentralError(
      'DEPENDENCY_MISSING',
      `To train with TensorFlow.js, ${tensorflowPackage} has to be installed.`,
      {
        hint: `Run: npm install ${tensorflowPackage} - or leave out the option engine.`,
        cause,
      },
    );
  }
  return loaded.tensorflowTrainingEngine;
}
