import { VentralError } from '@ventral/errors';
import { onnxTrainingEngine, type TrainingEngine } from '@ventral/training';
import type { NrpOptions } from './nrp-options.ts';

/** What trains, and what a reader should know of it. */
export interface NrpEngine extends TrainingEngine {
  readonly note?: string;
}

/**
 * The engine of an option. TensorFlow.js is loaded only where it is asked for: it is optional, and
 * nothing else here needs it.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where its package is not installed
 */
export async function loadEngine(name: NrpOptions['engine']): Promise<NrpEngine> {
  if (name === 'onnx') return onnxTrainingEngine;
  const { tensorflowTrainingEngine } = await importTensorflow();
  return tensorflowTrainingEngine();
}

async function importTensorflow(): Promise<typeof import('@ventral/tensorflow')> {
  try {
    return await import('@ventral/tensorflow');
  } catch (cause) {
    throw new VentralError(
      'DEPENDENCY_MISSING',
      'To train with TensorFlow.js, @ventral/tensorflow has to be installed.',
      {
        hint:
          'Run: npm install --ignore-scripts @ventral/tensorflow @tensorflow/tfjs - or leave out ' +
          'the option engine.',
        cause,
      },
    );
  }
}
