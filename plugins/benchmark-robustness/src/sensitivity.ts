import { defineMetric } from '@ventral/core';
import { countedMean, createCountedMedian, mean } from '@ventral/numerics';

/**
 * How far units can be moved by small changes of images: the median over units of the mean over images. The
 * target holds the largest change of each unit's response to each image, in standard deviations of its responses
 * over images: `presentation x neuroid` with the coordinates `stimulus_id` and `neuroid_id`. Stimuli and units
 * are drawn again for its interval.
 *
 * Reference: Guo et al. (2022), https://doi.org/10.48550/arXiv.2206.11228
 */
export const sensitivity = defineMetric({
  id: 'unit_sensitivity',
  title: 'How far units can be moved, in standard deviations of their responses',
  citation:
    'Guo, C., Lee, M. J., Leclerc, G., Dapello, J., Rao, Y., Madry, A. & DiCarlo, J. J. (2022). Adversarially ' +
    'trained neural representations are already as robust as biological neural representations. ICML. ' +
    'https://arxiv.org/abs/2206.11228',
  source: 'none',
  better: 'lower',
  unit: 'standard deviations',
  compareTarget(_source, { shape: [images = 0, units = 0], values, coords }) {
    const stimuli = (coords.stimulus_id?.values ?? []).map(String);
    const neuroids = (coords.neuroid_id?.values ?? []).map(String);
    const perUnit = Array.from({ length: units }, (_, unit) =>
      Array.from({ length: images }, (_image, image) => values[image * units + unit]!),
    );
    const perNeuroid = perUnit.map((changes) => mean(changes));
    return {
      perNeuroid,
      resampling: {
        units: { stimuli: { ids: stimuli }, neuroids: { ids: neuroids } },
        async replicate(plan) {
          const median = createCountedMedian(units);
          const stimulusCounts = plan.counts('stimuli');
          const neuroidCounts = plan.counts('neuroids');
          const [replicates] = stimulusCounts.shape;
          const drawn = (counts: Uint8Array, size: number, replicate: number) =>
            counts.subarray(replicate * size, (replicate + 1) * size);
          const each = (score: (replicate: number) => number) =>
            Float64Array.from({ length: replicates }, (_, replicate) => score(replicate));
          const meansIn = (replicate: number) => {
            const counts = drawn(stimulusCounts.values, images, replicate);
            return perUnit.map((changes) => countedMean(changes, counts));
          };
          const countsOf = (replicate: number) => drawn(neuroidCounts.values, units, replicate);
          return {
            stimuli: each((replicate) => median(meansIn(replicate))),
            neuroids: each((replicate) => median(perNeuroid, countsOf(replicate))),
            all: each((replicate) => median(meansIn(replicate), countsOf(replicate))),
          };
        },
      },
    };
  },
});
