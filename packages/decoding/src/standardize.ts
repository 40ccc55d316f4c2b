import { createMatrix, type Matrix } from '@ventral/numerics';
import type { Readout } from './decoder.ts';

/** Examples in standard deviations from the mean, neuroid by neuroid. */
export interface StandardizedRows {
  readonly rows: Matrix;
  /** A readout of responses as they are, of one of standardized responses. */
  asReadout(weights: Matrix, offsets: Float64Array): Readout;
}

/**
 * Standardizes each column by its mean and its standard deviation, of `n - 1`. A column that does not vary becomes 0.
 */
export function standardize({ shape: [count, columns], values }: Matrix): StandardizedRows {
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns);
  for (let cell = 0, column = 0; cell < values.length; cell++, column++) {
    if (column === columns) column = 0;
    means[column]! += values[cell]!;
  }
  for (let column = 0; column < columns; column++) means[column]! /= count;
  const rows = createMatrix([count, columns]);
  for (let cell = 0, column = 0; cell < values.length; cell++, column++) {
    if (column === columns) column = 0;
    const difference = values[cell]! - means[column]!;
    rows.values[cell] = difference;
    deviations[column]! += difference * difference;
  }
  for (let column = 0; column < columns; column++) {
    const deviation = Math.sqrt(deviations[column]! / (count - 1));
    // Equal values may differ from their mean in the last digit.
    const isConstant = !(deviation > 1e-12 * Math.abs(means[column]!));
    deviations[column] = isConstant ? 1 : deviation;
    if (isConstant) means[column] = values[column]!;
  }
  for (let cell = 0, column = 0; cell < values.length; cell++, column++) {
    if (column === columns) column = 0;
    rows.values[cell] = (values[cell]! - means[column]!) / deviations[column]!;
  }
  return {
    rows,
    asReadout({ shape, values: own }, offsets) {
      const weights = createMatrix(shape, own.slice());
      const moved = offsets.slice();
      for (let cell = 0, column = 0, label = 0; cell < own.length; cell++, column++) {
        if (column === columns) {
          column = 0;
          label++;
        }
        weights.values[cell]! /= deviations[column]!;
        moved[label]! -= weights.values[cell]! * means[column]!;
      }
      return { weights, offsets: moved };
    },
  };
}
