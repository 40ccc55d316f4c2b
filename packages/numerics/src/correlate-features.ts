import type { FeatureMatrix } from '@ventral/arrays';
import { type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { columnMeans, type Matrix, subtractFromRows } from './matrix.ts';
import { multiply } from './matrix-engine.ts';

/**
 * Pearson's correlation of every feature with every target over the stimuli: feature by feature, one
 * coefficient a target, in [-1, 1]; NaN where the feature or the target does not vary.
 *
 * Time grows with `stimuli x features x targets`; memory holds one block of columns. Progress is in
 * features.
 *
 * @param targets `stimuli x targets`, such as the responses of neuroids
 * @throws VentralError `RESPONSES_INVALID` for features that are NaN or infinite
 * @throws VentralError `INTERRUPTED`
 */
export async function* correlateFeatures(
  features: FeatureMatrix,
  targets: Matrix,
  options: ColumnBlockOptions = {},
): AsyncGenerator<Float64Array> {
  const [, count] = targets.shape;
  const centered = subtractFromRows(targets, columnMeans(targets));
  const lengths = columnLengths(centered);
  for await (const { centered: block } of readColumnBlocks(features, options)) {
    const { values } = await multiply(block, centered, { transposeA: true });
    for (const [feature, length] of columnLengths(block).entries()) {
      const products = values.subarray(feature * count, (feature + 1) * count);
      yield products.map((product, target) =>
        Math.max(-1, Math.min(1, product / length / lengths[target]!)),
      );
    }
  }
}

/** The length of each centred column; NaN of one that is the same in every row. */
function columnLengths({ shape: [rows, columns], values }: Matrix): Float64Array {
  const squares = new Float64Array(columns);
  const varies = new Uint8Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      squares[column]! += values[cell]! ** 2;
      // A mean of equal values may differ from them in the last bit.
      if (values[cell] !== values[column]) varies[column] = 1;
    }
  }
  return squares.map((square, column) => (varies[column] ? Math.sqrt(square) : Number.NaN));
}
