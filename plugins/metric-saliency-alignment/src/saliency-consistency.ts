import { defineMetric, unitResampling } from '@ventral/core';
import { countedMean, mean, RandomState, spearman, spearmanBrown } from '@ventral/numerics';
import * as v from 'valibot';
import { lookMap } from './look-map.ts';
import { mapGrid, mapOptions } from './map-options.ts';
import { type Place, readLooks } from './places.ts';

/**
 * How reliable maps of where people look are: Spearman's rank correlation between the maps of two random halves of
 * those who looked at an image, on average over splits; corrected to all of them by the formula of Spearman and
 * Brown; on average over images. Of an odd number of people one half has one more. Images that one person alone
 * looked at are left out.
 *
 * The target holds places, as that of {@link saliencyAlignment}.
 *
 * Time grows with images, splits and cells.
 */
export const saliencyConsistency = defineMetric({
  id: 'saliency_consistency',
  title: 'Reliability of maps of where people look, from halves of them',
  citation:
    'Fel, T., Rodriguez Rodriguez, I. F., Linsley, D. & Serre, T. (2022). Harmonizing the object recognition ' +
    'strategies of deep neural networks with humans. NeurIPS. https://doi.org/10.48550/arXiv.2211.04533',
  source: 'none',
  better: 'higher',
  options: v.object({
    ...mapOptions,
    columns: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(2),
        v.maxValue(1000),
        v.description('Of the maps.'),
      ),
      80,
    ),
    rows: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(2),
        v.maxValue(1000),
        v.description('Of the maps.'),
      ),
      60,
    ),
    splits: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.minValue(1),
        v.maxValue(1000),
        v.description('How often people are divided into halves.'),
      ),
      25,
    ),
  }),
  async compareTarget(_source, target, { columns, rows, splits, ...rest }, run) {
    const looks = readLooks(target);
    const grid = mapGrid({ columns, rows }, rest);
    const random = new RandomState(run.seed);
    const halves: number[] = [];
    for await (const { bySubject } of run.each(
      looks,
      'Comparing where halves of people look',
      'images',
    )) {
      const correlations = Array.from({ length: splits }, () => {
        const order = random.permutation(bySubject.length);
        const middle = Math.floor(order.length / 2);
        const mapOf = (half: readonly number[]) =>
          lookMap(
            half.flatMap((subject): readonly Place[] => bySubject[subject]!),
            grid,
          );
        return middle === 0
          ? Number.NaN
          : spearman(mapOf(order.slice(0, middle)), mapOf(order.slice(middle)));
      });
      halves.push(mean(correlations));
    }
    const values = halves.map(spearmanBrown);
    const known = halves.filter((value) => !Number.isNaN(value));
    const leftOut = halves.length - known.length;
    return {
      value: mean(values),
      resampling: unitResampling(
        'stimuli',
        looks.map(({ stimulus }) => stimulus),
        values,
        countedMean,
      ),
      extras: { halves: mean(halves), images: known.length },
      notes: [
        ...(leftOut > 0
          ? [`${leftOut} of ${halves.length} images have no two people with maps: left out.`]
          : []),
      ],
    };
  },
});
