import { defineNeuralBenchmark } from '@ventral/core';
import { algonauts2019 } from '@ventral/dataset-cichy-2019-algonauts';
import { rdm, subjectAgreement } from '@ventral/metric-rdm';

/** The regions, and what they are called in full. */
const regions = { EVC: 'human early visual cortex', IT: 'human IT' };

/** The sets of images: how ids and titles name them, and the parts of the data set. */
const sets = [
  { name: 'Algonauts2019', images: '92 objects', suffix: '' },
  { name: 'Algonauts2019test78', images: '78 test images', suffix: '-test78' },
];

/**
 * How alike the dissimilarities of images are in a layer of a model and in the brains of fifteen people.
 * Images fill the network's input.
 *
 * - `-rdm`: Spearman's rank correlation, averaged over subjects, with both bounds of the ceiling beside it
 *   (subjects' ranks are averaged, as Nili et al. 2014 do).
 * - `-r2`: as the challenge scores: its square, averaged over subjects, as a share of the mean square of
 *   the correlations of subjects with the mean of all (dissimilarities are averaged as they are). Those
 *   ceilings are the ones printed in the challenge's own code, .1589 and .3075, .0640 and .0647.
 */
export const benchmarks = sets.flatMap(({ name, images, suffix }) =>
  Object.entries(regions).flatMap(([region, called]) => {
    const common = {
      dataset: algonauts2019,
      part: `${region}${suffix}`,
      metric: rdm,
      species: 'human',
      region,
    };
    return [
      defineNeuralBenchmark({
        id: `${name}.${region}-rdm`,
        title: `Dissimilarities of ${images} in ${called} (Spearman)`,
        ...common,
        ceiling: subjectAgreement({ averaging: 'rank' }),
      }),
      defineNeuralBenchmark({
        id: `${name}.${region}-r2`,
        title: `Dissimilarities of ${images} in ${called} (noise-normalised R2)`,
        ...common,
        metricOptions: { squared: true },
        ceiling: subjectAgreement(),
        ceilingConvention: 'r/c',
      }),
    ];
  }),
);
