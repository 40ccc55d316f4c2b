/** What simulated sites are made of: features of which their rates are weighted sums. */
export interface GeneratingFeatures {
  /** Row-major, `stimuli x columns`; not below 0, of mean 1 over the stimuli. */
  readonly values: Float64Array;
  readonly columns: number;
}

/** Scales each column to a mean of 1; a column of zeros stays as it is. */
export function scaleToMeanOne(values: Float64Array, columns: number): GeneratingFeatures {
  const rows = values.length / columns;
  const means = new Float64Array(columns);
  for (const [index, value] of values.entries()) means[index % columns]! += value / rows;
  return { columns, values: values.map((value, index) => value / (means[index % columns]! || 1)) };
}
