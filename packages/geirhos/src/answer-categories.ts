import type { Assembly, StimulusSet } from '@ventral/arrays';
import type { Candidate } from '@ventral/core';
import { chooseCategories } from './image-net-16-classes.ts';
import { imageNetLogits } from './imagenet-logits.ts';

/**
 * Lets an ImageNet network choose among the 16 categories, from its layer for behaviour. The images
 * fill its input, however wide they were for people, as in the authors' comparisons.
 *
 * @returns one choice a stimulus, as {@link chooseCategories}
 * @throws VentralError `LAYER_REQUIRED` as {@link imageNetLogits}, `RESPONSES_INVALID` as
 *   {@link chooseCategories}
 */
export async function answerCategories(
  candidate: Candidate,
  { degrees: _, ...filling }: StimulusSet,
): Promise<Assembly> {
  const features = await candidate.record(filling, 'behavior');
  return chooseCategories(await imageNetLogits(features, candidate.id));
}
