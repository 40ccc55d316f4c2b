import { createMatrix, type Matrix } from '@ventral/numerics';

/**
 * What simulated sites are made of: features of which their rates are weighted sums. One row a
 * stimulus; not below 0, of mean 1 over the stimuli.
 */
export type GeneratingFeatures = Matrix;

/** Scales each column to a mean of 1; a column of zeros stays as it is. */
export function scaleToMeanOne(values: Float64Array, columns: number): GeneratingFeatures {
  const scales = columnScales(values, columns);
  return createMatrix(
    [values.length / columns, columns],
    values.map((value, index) => value / scales[index % columns]!),
  );
}

/** What each column is divided by to have a mean of 1: its mean, and 1 for a column of zeros. */
export function columnScales(values: Float64Array, columns: number): Float64Array {
  const rows = values.length / columns;
  const means = new Float64Array(columns);
  for (const [index, value] of values.entries()) means[index % columns]! += value / rows;
  return means.map((mean) => mean || 1);
}
