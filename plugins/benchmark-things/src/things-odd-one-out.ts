import { defineBehavioralBenchmark } from '@ventral/core';
import { thingsOddOneOut } from '@ventral/dataset-things-odd-one-out';
import { oddOneOut, oddOneOutCeiling } from '@ventral/metric-odd-one-out';

/**
 * Whether features say which of three objects people find the odd one: accuracy above chance over the share of
 * people's most frequent choices above chance, `(a - 1/3) / (c - 1/3)`.
 *
 * The candidate gives features of the 1,854 objects of THINGS, from its layer for the region `behavior`: an
 * embedding as .npy, one row an object in the order of THINGS, or a network, where the images are at hand
 * (`VENTRAL_THINGS_IMAGES`).
 */
export const thingsOddOneOutBenchmark = defineBehavioralBenchmark({
  id: 'THINGS-odd_one_out',
  title: 'Which of three objects people find the odd one (THINGS)',
  dataset: thingsOddOneOut,
  metric: oddOneOut,
  ceiling: oddOneOutCeiling,
  ceilingConvention: 'r/c',
  answer: (candidate, { stimuli }) => candidate.record(stimuli, 'behavior'),
  notes: ({ imagesDigest }) =>
    imagesDigest === undefined
      ? []
      : [`Networks are shown images of a folder of the user's own, of digest ${imagesDigest}.`],
});
