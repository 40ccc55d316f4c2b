import type { Matrix } from '@ventral/numerics';

/** The mean and the standard deviation (of the population) of each column. */
export function columnMoments({ shape: [rows, columns], values }: Matrix): {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
} {
  const means = new Float64Array(columns);
  for (const [cell, value] of values.entries()) means[cell % columns]! += value / rows;
  const squares = new Float64Array(columns);
  for (const [cell, value] of values.entries()) {
    squares[cell % columns]! += (value - means[cell % columns]!) ** 2 / rows;
  }
  return { means, deviations: squares.map(Math.sqrt) };
}
