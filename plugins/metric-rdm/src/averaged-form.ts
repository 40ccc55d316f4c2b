import {
  averageRanks,
  createMatrix,
  type Matrix,
  mean,
  standardDeviation,
  upperTriangle,
} from '@ventral/numerics';

/** The ways to make the dissimilarities of subjects comparable before they are averaged, by name. */
export const averagingNames = ['raw', 'rank', 'zscore'] as const;

/**
 * What of each subject is averaged: dissimilarities as they are, their ranks (so that no subject counts
 * more because its dissimilarities vary more; Nili et al. 2014), or their z-scores.
 */
export type AveragingName = (typeof averagingNames)[number];

/** A subject's matrix as it goes into a mean over subjects; zeros between a stimulus and itself. */
export function averagedForm(matrix: Matrix, averaging: AveragingName): Matrix {
  if (averaging === 'raw') return matrix;
  const [size] = matrix.shape;
  const pairs = upperTriangle(matrix);
  const form = averaging === 'rank' ? averageRanks(pairs) : zScores(pairs);
  const whole = createMatrix([size, size]);
  for (let row = 0, pair = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++, pair++) {
      whole.values[row * size + column] = form[pair]!;
      whole.values[column * size + row] = form[pair]!;
    }
  }
  return whole;
}

/** Zeros where all values are the same. */
function zScores(values: Float64Array): Float64Array {
  const [middle, deviation] = [mean(values), standardDeviation([...values])];
  return values.map((value) => (deviation > 0 ? (value - middle) / deviation : 0));
}
