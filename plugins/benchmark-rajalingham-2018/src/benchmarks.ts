import { defineBehavioralBenchmark, readOutChoices } from '@ventral/core';
import { rajalingham2018 } from '@ventral/dataset-rajalingham-2018';
import { i2n, trialConsistency } from '@ventral/metric-i2n';

/**
 * How alike the choices of a model and of people are, image by image, related half by half to how
 * alike those of two halves of people's trials are.
 *
 * @param part images that anyone can fetch, on which the readout is fitted as well, or those that
 *   are held out for evaluation
 * @param dataset choices in the same layout
 */
export function choiceBenchmark(part: 'public' | 'private', dataset = rajalingham2018) {
  const isPublic = part === 'public';
  return defineBehavioralBenchmark({
    id: isPublic ? 'Rajalingham2018public-i2n' : 'Rajalingham2018-i2n',
    title: `Human choices between objects, image by image, on ${part} images (i2n)`,
    scoreVersion: 2,
    dataset,
    part,
    metric: i2n,
    answer: readOutChoices,
    ceiling: trialConsistency,
    // Over the same halves as the score; of public images some have no d' in one half.
    ceilingOptions: ({ seed }) => ({
      ...(seed !== undefined && { seed }),
      skipUndefined: isPublic,
    }),
    ceilingConvention: 'r/sqrt(c)',
    ceilingBySplit: true,
    ...(isPublic && {
      notes: ['The readout was fitted on the very images that it was tested on.'],
    }),
  });
}

/** On the private images, which is Brain-Score's benchmark of behaviour, and on the public ones. */
export const benchmarks = [choiceBenchmark('public'), choiceBenchmark('private')];
