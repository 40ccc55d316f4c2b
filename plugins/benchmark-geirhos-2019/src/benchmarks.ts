import { defineBehavioralBenchmark } from '@ventral/core';
import { geirhos2019 } from '@ventral/dataset-geirhos-2019';
import { answerCategories, givenCategories } from '@ventral/geirhos';
import { errorConsistency, errorConsistencyCeiling } from '@ventral/metric-error-consistency';

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
    answer: (candidate, { stimuli }) => answerCategories(candidate, stimuli),
    given: (choices, { stimuli }) => givenCategories(choices, stimuli),
    ceiling: errorConsistencyCeiling,
    ceilingConvention: 'r/c',
  }),
);
