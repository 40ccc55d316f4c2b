import type { FeatureMatrix } from '@ventral/assembly';
import { type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';

/** How features are centred and scaled. */
export interface FeatureScaling {
  /** The mean of each feature. */
  readonly means: Float64Array;
  /** The standard deviation (divided by n) of each feature; 1 where all stimuli have the same. */
  readonly scales: Float64Array;
}

/**
 * Measures the mean and the standard deviation of each feature over stimuli, as scikit-learn's
 * `StandardScaler` does.
 *
 * Time grows with `stimuli x features`, memory with features. Progress is in features.
 *
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function measureScaling(
  features: FeatureMatrix,
  options: ColumnBlockOptions = {},
): Promise<FeatureScaling> {
  const means = new Float64Array(features.featureCount);
  const scales = new Float64Array(features.featureCount);
  for await (const block of readColumnBlocks(features, options)) {
    const { rows, columns, values } = block.centered;
    means.set(block.means, block.start);
    const squares = new Float64Array(columns);
    for (let row = 0, cell = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, cell++) {
        squares[column]! += values[cell]! * values[cell]!;
      }
    }
    for (const [column, sum] of squares.entries()) {
      const deviation = Math.sqrt(sum / rows);
      // The mean of equal values can differ from them in the last bits.
      const negligible = rows * Number.EPSILON * Math.abs(block.means[column]!);
      scales[block.start + column] = deviation > negligible ? deviation : 1;
    }
  }
  return { means, scales };
}

/** The features with their means subtracted, divided by their scales; computed as they are read. */
export function standardize(
  features: FeatureMatrix,
  { means, scales }: FeatureScaling,
): FeatureMatrix {
  return {
    stimulusIds: features.stimulusIds,
    featureCount: features.featureCount,
    async readColumns(start, end) {
      const block = new Float64Array(await features.readColumns(start, end));
      for (let cell = 0; cell < block.length; ) {
        for (let feature = start; feature < end; feature++, cell++) {
          block[cell] = (block[cell]! - means[feature]!) / scales[feature]!;
        }
      }
      return block;
    },
  };
}
