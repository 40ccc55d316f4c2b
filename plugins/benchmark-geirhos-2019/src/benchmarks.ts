import { defineBehavioralBenchmark } from '@ventral/core';
import { chooseCategories, geirhos2019 } from '@ventral/dataset-geirhos-2019';
import { errorConsistency, errorConsistencyCeiling } from '@ventral/metric-error-consistency';
import { imageNetLogits } from './imagenet-logits.ts';

const experiments = {
  edge: 'edge images',
  silhouette: 'silhouettes',
  'cue-conflict': 'images of conflicting shape and texture',
};

/**
 * Whether an ImageNet network errs on the images on which people err, in each experiment.
 *
 * Images fill the network's input. The network chooses the category, of 16, whose ImageNet classes it
 * gives the highest probability on average.
 */
export const benchmarks = Object.entries(experiments).map(([experiment, images]) =>
  defineBehavioralBenchmark({
    id: `Geirhos2019.${experiment}-error_consistency`,
    title: `Errors shared with people on ${images} (kappa)`,
    dataset: geirhos2019,
    part: experiment,
    metric: errorConsistency,
    async answer(candidate, { stimuli: { degrees: _, ...filling } }) {
      const features = await candidate.record(filling, 'behavior');
      return chooseCategories(await imageNetLogits(features, candidate.id));
    },
    ceiling: errorConsistencyCeiling,
    ceilingConvention: 'r/c',
  }),
);
