import { VentralError } from '@ventral/errors';
import {
  ckaAlignment,
  type ImageSamples,
  neuralRegression,
  similarityAlignment,
  type TrainingObjective,
  type TrainingPass,
} from '@ventral/training';
import type { RecordedImages } from './recorded-images.ts';
import type { RecordedObjective } from './train-request.ts';

/** What training does with images whose responses were recorded. */
export function recordedPass(
  asked: RecordedObjective,
  { responses }: RecordedImages,
  images: ImageSamples,
  seed: number,
): TrainingPass {
  const { batchSize = 64, weight = 1, rampUp = 0 } = asked;
  const objective = objectiveOf(asked, responses, seed);
  return { images, batchSize, objectives: [{ objective, weight, rampUp }] };
}

function objectiveOf(
  { objective, layers }: RecordedObjective,
  responses: RecordedImages['responses'],
  seed: number,
): TrainingObjective {
  const [layer = '', ...others] = layers;
  if (objective === 'similarity') return similarityAlignment([layer, ...others], responses);
  if (others.length > 0) {
    throw new VentralError(
      'OPTION_INVALID',
      `${objective} takes one layer, not ${layers.length}.`,
      {
        hint: 'Name one layer, or mix several by the objective similarity.',
      },
    );
  }
  return objective === 'cka'
    ? ckaAlignment(layer, responses)
    : neuralRegression(layer, responses, seed);
}
