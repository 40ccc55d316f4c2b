import type { FeatureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { ColumnBlockOptions } from './column-blocks.ts';
import { mirrorLowerTriangle } from './gram-matrix.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { requireFiniteRow } from './require-finite-row.ts';
import { yieldToEvents } from './run-options.ts';

/**
 * The Euclidean distances between the features of any two stimuli, `stimuli x stimuli`, with zeros on
 * the diagonal, in the unit of the features.
 *
 * Method: differences are squared and summed as they are, without inner products, so that equal
 * distances come out equal: ranks depend on it. Features are read once, a block of columns at a time:
 * time grows with `stimuli^2 x features`, memory with `stimuli^2`. Progress is in features.
 *
 * @throws VentralError `SHAPE_MISMATCH` for fewer than 2 stimuli or no features
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function euclideanDistances(
  features: FeatureMatrix,
  { blockBytes = 2 ** 26, signal, onProgress }: ColumnBlockOptions = {},
): Promise<Matrix> {
  const { stimulusIds, featureCount } = features;
  const size = stimulusIds.length;
  if (size < 2 || featureCount < 1) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${size} stimuli x ${featureCount} features have no distances; it takes 2 stimuli and a feature.`,
      { hint: 'Give features of at least 2 stimuli, of a layer that has any.' },
    );
  }
  const distances = createMatrix([size, size]);
  const width = Math.max(1, Math.floor(blockBytes / 8 / size));
  for (let start = 0; start < featureCount; start += width) {
    const end = Math.min(start + width, featureCount);
    const block = Float64Array.from(await features.readColumns(start, end));
    const rowOf = (row: number) => block.subarray(row * (end - start), (row + 1) * (end - start));
    for (let row = 0; row < size; row++) {
      await yieldToEvents(signal, `reading features (${start} of ${featureCount})`);
      const own = rowOf(row);
      requireFiniteRow(own, start, stimulusIds[row] as string);
      for (let other = 0; other < row; other++) {
        distances.values[row * size + other]! += squaredDistance(own, rowOf(other));
      }
    }
    onProgress?.(end, featureCount);
  }
  for (const [cell, square] of distances.values.entries()) {
    distances.values[cell] = Math.sqrt(square);
  }
  mirrorLowerTriangle(distances);
  return distances;
}

function squaredDistance(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < x.length; index++) sum += (x[index]! - y[index]!) ** 2;
  return sum;
}
