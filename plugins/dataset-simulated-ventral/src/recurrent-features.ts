import { type GeneratingFeatures, scaleToMeanOne } from './generating-features.ts';
import { randomFor } from './random-for.ts';

/**
 * What the recurrent step of a region makes of its features: how unlike each is to another one, both in
 * standard deviations over the stimuli. Being above and being below count the same, so that little of it can
 * be had from the features as a weighted sum.
 *
 * @param seed which feature is compared with which
 * @returns of the same shape, not below 0, of mean 1
 */
export function recurrentFeatures(
  { shape, values }: GeneratingFeatures,
  seed: number,
): GeneratingFeatures {
  const [rows, columns] = shape;
  // Along one circle through all features: none is compared with itself.
  const circle = randomFor(seed, 'recurrent', columns).permutation(columns);
  const other = new Uint32Array(columns);
  for (const [place, feature] of circle.entries()) {
    other[feature] = circle[(place + 1) % columns]!;
  }
  const squares = new Float64Array(columns);
  // Their means are 1.
  for (const [cell, value] of values.entries()) squares[cell % columns]! += (value - 1) ** 2 / rows;
  const scores = values.map(
    (value, cell) => (value - 1) / (Math.sqrt(squares[cell % columns]!) || 1),
  );
  const unlike = scores.map((score, cell) => {
    const column = cell % columns;
    return Math.abs(score - scores[cell - column + other[column]!]!);
  });
  return scaleToMeanOne(unlike, columns);
}
