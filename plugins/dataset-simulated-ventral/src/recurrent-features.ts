import { type GeneratingFeatures, scaleToMeanOne } from './generating-features.ts';
import { randomFor } from './random-for.ts';

/**
 * What the recurrent step of a region makes of its features: each is inhibited by another one, and says
 * nothing where that one is stronger. So it cannot be had from the features as a weighted sum.
 *
 * @param seed which feature inhibits which
 * @returns of the same shape, of mean 1
 */
export function recurrentFeatures(
  { shape, values }: GeneratingFeatures,
  seed: number,
): GeneratingFeatures {
  const [, columns] = shape;
  // Along one circle through all features: none inhibits itself.
  const circle = randomFor(seed, 'lateral', columns).permutation(columns);
  const inhibitor = new Uint32Array(columns);
  for (const [place, feature] of circle.entries()) {
    inhibitor[feature] = circle[(place + 1) % columns]!;
  }
  const inhibited = values.map((value, cell) => {
    const column = cell % columns;
    return Math.max(0, value - values[cell - column + inhibitor[column]!]!);
  });
  return scaleToMeanOne(inhibited, columns);
}
