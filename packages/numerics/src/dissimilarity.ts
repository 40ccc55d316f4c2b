import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { ColumnBlockOptions } from './column-blocks.ts';
import { addInnerProducts, mirrorLowerTriangle } from './gram-matrix.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { requireFiniteRow } from './require-finite-row.ts';
import { yieldToEvents } from './run-options.ts';

/**
 * The representational dissimilarity matrix (RDM) of features: 1 - Pearson's r between the features
 * of any two stimuli, `stimuli x stimuli`, in [0, 2], with zeros on its diagonal.
 *
 * Method: sums and inner products of rows, each shifted by about its mean (that over its first
 * block) so that no digits are lost where means are large. Features are read once, a block of
 * columns at a time: time grows with `stimuli^2 x features`, memory with `stimuli^2`. Progress is
 * in features.
 * Reference: Kriegeskorte, Mur & Bandettini (2008), https://doi.org/10.3389/neuro.06.004.2008
 *
 * @throws VentralError `SHAPE_MISMATCH` for fewer than 2 stimuli or 2 features
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, or a stimulus whose features are
 *   all the same, naming it
 * @throws VentralError `INTERRUPTED`
 */
export async function correlationDistances(
  features: FeatureMatrix,
  { blockBytes = 2 ** 26, signal, onProgress }: ColumnBlockOptions = {},
): Promise<Matrix> {
  const { stimulusIds, featureCount } = features;
  const size = stimulusIds.length;
  if (size < 2 || featureCount < 2) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${size} stimuli x ${featureCount} features cannot be correlated; it takes 2 of each.`,
    );
  }
  const products = createMatrix([size, size]);
  const sums = new Float64Array(size);
  const shifts = new Float64Array(size);
  const firsts = new Float64Array(size);
  const varies = new Uint8Array(size);
  const width = Math.max(1, Math.floor(blockBytes / 8 / size));
  for (let start = 0; start < featureCount; start += width) {
    await yieldToEvents(signal, `reading features (${start} of ${featureCount})`);
    const end = Math.min(start + width, featureCount);
    const columns = end - start;
    const values = Float64Array.from(await features.readColumns(start, end));
    for (let row = 0; row < size; row++) {
      const part = values.subarray(row * columns, (row + 1) * columns);
      requireFiniteRow(part, start, stimulusIds[row] as string);
      if (start === 0) {
        firsts[row] = part[0]!;
        shifts[row] = part.reduce((sum, value) => sum + value / columns, 0);
      }
      for (let column = 0; column < columns; column++) {
        if (part[column] !== firsts[row]) varies[row] = 1;
        part[column]! -= shifts[row]!;
        sums[row]! += part[column]!;
      }
    }
    await addInnerProducts(products, createMatrix([size, columns], values));
    onProgress?.(end, featureCount);
  }
  requireVariance(varies, features);
  requireUsualSize(products, features);
  toDistances(products, sums, featureCount);
  return products;
}

/** The elements above the diagonal of a square matrix, row by row. */
export function upperTriangle({ shape: [size], values }: Matrix): Float64Array {
  const triangle = new Float64Array((size * (size - 1)) / 2);
  for (let row = 0, to = 0; row < size; row++) {
    const above = values.subarray(row * size + row + 1, (row + 1) * size);
    triangle.set(above, to);
    to += above.length;
  }
  return triangle;
}

function requireVariance(varies: Uint8Array, { stimulusIds, featureCount }: FeatureMatrix): void {
  const constant = varies.indexOf(0);
  if (constant === -1) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `All ${featureCount} features of stimulus '${stimulusIds[constant]}' are the same: their ` +
      'correlation with those of other stimuli is undefined.',
    { hint: 'Leave that stimulus out, or choose a layer that is not silent for it.' },
  );
}

/** Refuses features whose squares are infinite or have lost their digits. */
function requireUsualSize({ values }: Matrix, { stimulusIds }: FeatureMatrix): void {
  const isUsual = (square: number) => square > 1e-280 && square < 1e280;
  const unusual = stimulusIds.find((_, row) => !isUsual(values[row * (stimulusIds.length + 1)]!));
  if (unusual === undefined) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The features of stimulus '${unusual}' differ by so much or so little that their squares are beyond ` +
      'float64.',
    { hint: 'Give them in another unit.' },
  );
}

/** Turns inner products of rows into distances, in place. */
function toDistances(products: Matrix, sums: Float64Array, featureCount: number): void {
  const { shape, values } = products;
  const [size] = shape;
  const deviations = sums.map((sum, row) =>
    Math.sqrt(values[row * (size + 1)]! - (sum * sum) / featureCount),
  );
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const covariance = values[row * size + column]! - (sums[row]! * sums[column]!) / featureCount;
      const r = covariance / deviations[row]! / deviations[column]!;
      values[row * size + column] = 1 - Math.max(-1, Math.min(1, r));
    }
    values[row * (size + 1)] = 0;
  }
  mirrorLowerTriangle(products);
}
