import { VentralError } from '@ventral/errors';
import { columnSums, type Matrix, selectRows } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addOuterProduct, scale } from './matrix-vector.ts';
import type { Split } from './split.ts';

/**
 * Checks targets and splits against each other and the number of stimuli.
 *
 * @param targets `stimuli x targets`
 * @throws VentralError `SHAPE_MISMATCH` for another number of rows, no targets, or a split that
 *   names rows that do not exist, fits on a row twice or on fewer than 2, or tests on none
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming the row and the column
 */
export function checkTargets(
  stimulusCount: number,
  { shape: [rows, columns], values }: Matrix,
  splits: readonly Split[],
): void {
  if (rows !== stimulusCount || columns === 0) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Targets of ${rows} rows x ${columns} columns do not go with ${stimulusCount} stimuli.`,
    );
  }
  for (const [index, { train, test }] of splits.entries()) {
    const isRow = (row: number) => Number.isInteger(row) && row >= 0 && row < rows;
    const missing = [...train, ...test].find((row) => !isRow(row));
    if (missing !== undefined) {
      throw new VentralError('SHAPE_MISMATCH', `Split ${index} names row ${missing} of ${rows}.`);
    }
    if (new Set(train).size < train.length) {
      throw new VentralError('SHAPE_MISMATCH', `Split ${index} fits on some rows more than once.`);
    }
    if (train.length < 2 || test.length === 0) {
      throw new VentralError(
        'SHAPE_MISMATCH',
        `Split ${index} fits on ${train.length} rows and tests on ${test.length}; ` +
          'it takes 2 to fit on and 1 to test on.',
      );
    }
  }
  const cell = values.findIndex((value) => !Number.isFinite(value));
  if (cell !== -1) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The target in row ${Math.floor(cell / columns)}, column ${cell % columns} is ` +
        `${values[cell]}; regressions need numbers.`,
      { hint: 'Leave out the neuroids or stimuli without a recorded response.' },
    );
  }
}

/** All row indices, `0` to `count - 1`. */
export function allRows(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}

/** The row indices that are not among the given ones. */
export function otherRows(count: number, rows: readonly number[]): number[] {
  const given = new Uint8Array(count);
  for (const row of rows) given[row] = 1;
  return allRows(count).filter((row) => given[row] === 0);
}

/**
 * `A'B` over training rows, centred on their own means: the total over all rows, minus the rows
 * that are left out, minus what the means add.
 *
 * @param a centred over all rows
 * @param b centred over all rows
 * @param total `A'B` over all rows
 */
export async function trainingProducts(
  a: Matrix,
  b: Matrix,
  total: Matrix,
  train: readonly number[],
): Promise<Matrix> {
  const leftOut = otherRows(a.shape[0], train);
  const rowsA = selectRows(a, leftOut);
  const rowsB = a === b ? rowsA : selectRows(b, leftOut);
  const products = await multiply(rowsA, rowsB, { transposeA: true });
  for (let cell = 0; cell < total.values.length; cell++) {
    products.values[cell] = total.values[cell]! - products.values[cell]!;
  }
  // Columns add up to 0, so those of the training rows add up to minus those left out.
  const sumsA = columnSums(rowsA);
  const sumsB = a === b ? sumsA : columnSums(rowsB);
  addOuterProduct(products, scale(sumsA, -1 / train.length), sumsB);
  return products;
}
