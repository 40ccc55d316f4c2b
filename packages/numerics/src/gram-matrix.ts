import type { FeatureMatrix } from '@ventral/arrays';
import { type ColumnBlock, type ColumnBlockOptions, readColumnBlocks } from './column-blocks.ts';
import { createMatrix, type Matrix, rowRange } from './matrix.ts';
import { multiply } from './matrix-engine.ts';

/**
 * The inner products of stimuli, `stimuli x stimuli`, over features centred on their means.
 *
 * Features are read once, a block of columns at a time: time grows with `stimuli^2 x features`,
 * memory with `stimuli^2`. Progress is in features.
 *
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the stimulus and the feature
 * @throws VentralError `INTERRUPTED`
 */
export async function centeredGram(
  features: FeatureMatrix,
  options: ColumnBlockOptions = {},
): Promise<Matrix> {
  return gramOf(readColumnBlocks(features, options), features.stimulusIds.length);
}

/** The inner products of `size` stimuli over all columns of some blocks. */
export async function gramOf(blocks: AsyncIterable<ColumnBlock>, size: number): Promise<Matrix> {
  const gram = createMatrix([size, size]);
  for await (const { centered } of blocks) await addInnerProducts(gram, centered);
  mirrorLowerTriangle(gram);
  return gram;
}

// Rows that are multiplied together: fewer waste less on the upper triangle, more keep the engine
// busier.
const stripe = 128;

/** Adds the inner products of the rows of `block` to the lower triangle of `gram`, in place. */
export async function addInnerProducts(gram: Matrix, block: Matrix): Promise<void> {
  const [size] = gram.shape;
  for (let start = 0; start < size; start += stripe) {
    const end = Math.min(start + stripe, size);
    const products = await multiply(rowRange(block, start, end), rowRange(block, 0, end), {
      transposeB: true,
    });
    for (let row = start, from = 0; row < end; row++, from += end) {
      const to = row * size;
      for (let column = 0; column <= row; column++) {
        gram.values[to + column]! += products.values[from + column]!;
      }
    }
  }
}

/** Copies the lower triangle of a square matrix to its upper one, in place. */
export function mirrorLowerTriangle({ shape: [size], values }: Matrix): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      values[column * size + row] = values[row * size + column]!;
    }
  }
}
