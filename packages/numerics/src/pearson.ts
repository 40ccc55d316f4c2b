import { VentralError } from '@ventral/errors';
import type { Matrix } from './matrix.ts';

/** Numbers by index: an array or a typed array. */
export type Vector = ArrayLike<number>;

/**
 * Pearson's correlation coefficient, in [-1, 1]; NaN where either vector is constant or holds NaN.
 *
 * Method: two passes in float64 (means, then sums of products of what is left), which loses no
 * digits where means are large.
 * Reference: Pearson (1895), https://doi.org/10.1098/rspl.1895.0041
 *
 * @throws VentralError `SHAPE_MISMATCH` where lengths differ or are below 2
 */
export function pearson(x: Vector, y: Vector): number {
  return pearsonColumns(
    { shape: [x.length, 1], values: x },
    { shape: [y.length, 1], values: y },
  )[0]!;
}

/**
 * Pearson's correlation coefficient of each column of one matrix with the same column of another;
 * time grows with their size, memory with the number of columns.
 *
 * @returns one coefficient a column; NaN where either column is constant or holds NaN
 * @throws VentralError `SHAPE_MISMATCH` where shapes differ or there are fewer than 2 rows
 */
export function pearsonColumns(a: Matrix<Vector>, b: Matrix<Vector>): Float64Array {
  const { shape, values: x } = a;
  const { values: y } = b;
  const [rows, columns] = shape;
  if (shape.join() !== b.shape.join()) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${x.length} and ${y.length} values, of shape ${shape.join(' x ')} and ` +
        `${b.shape.join(' x ')}, cannot be correlated.`,
    );
  }
  if (rows < 2) {
    throw new VentralError('SHAPE_MISMATCH', `A correlation needs 2 values, not ${rows}.`);
  }
  const meansX = columnMeans(x, rows, columns);
  const meansY = columnMeans(y, rows, columns);
  const sumsXX = new Float64Array(columns);
  const sumsYY = new Float64Array(columns);
  const sumsXY = new Float64Array(columns);
  // The mean of equal values can differ from them in the last bit, which would leave a tiny false
  // variance: whether a column varies is seen from the values themselves.
  const variesX = new Uint8Array(columns);
  const variesY = new Uint8Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      const valueX = x[cell] as number;
      const valueY = y[cell] as number;
      const deviationX = valueX - (meansX[column] as number);
      const deviationY = valueY - (meansY[column] as number);
      sumsXX[column]! += deviationX * deviationX;
      sumsYY[column]! += deviationY * deviationY;
      sumsXY[column]! += deviationX * deviationY;
      if (valueX !== x[column]) variesX[column] = 1;
      if (valueY !== y[column]) variesY[column] = 1;
    }
  }
  return sumsXY.map((sum, column) => {
    if (variesX[column] === 0 || variesY[column] === 0) return Number.NaN;
    const [squaresX, squaresY] = [sumsXX[column] as number, sumsYY[column] as number];
    if (!keepsDigits(squaresX) || !keepsDigits(squaresY)) {
      return pearson(inUnits(x, rows, columns, column), inUnits(y, rows, columns, column));
    }
    const r = sum / Math.sqrt(squaresX) / Math.sqrt(squaresY);
    return Math.max(-1, Math.min(1, r));
  });
}

/** Whether a sum of squares neither overflowed nor lost digits; NaN did neither. */
function keepsDigits(squares: number): boolean {
  return !(squares < 1e-280) && !(squares > 1e280);
}

/** One column, divided by a power of two so that its largest value is about 1. */
function inUnits(values: Vector, rows: number, columns: number, column: number): Float64Array {
  const own = Float64Array.from({ length: rows }, (_, row) => values[row * columns + column]!);
  const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const exponent = Math.floor(Math.log2(largest));
  // In two steps, as a single power could be beyond float64 itself.
  const half = Math.trunc(exponent / 2);
  return own.map((value) => value / 2 ** half / 2 ** (exponent - half));
}

function columnMeans(values: Vector, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      sums[column]! += values[cell] as number;
    }
  }
  return sums.map((sum) => sum / rows);
}
