import { factorCholesky, solveLower } from './cholesky.ts';
import {
  columnMeans,
  createMatrix,
  identityMatrix,
  type Matrix,
  subtractFromRows,
  transposeMatrix,
} from './matrix.ts';
import { multiply } from './matrix-engine.ts';

/** Rows that ridge regression is fitted on in several ways, each without some of the rows. */
export interface LeaveOneOut {
  /**
   * The mean squared error, over rows and targets, when each row that a way is fitted on is predicted
   * from all its others.
   *
   * @param ways which ways, by index
   * @returns one number for each of them
   */
  errors(alpha: number, ways: readonly number[]): Promise<number[]>;
}

/**
 * Prepares leave-one-out errors of ridge regression, with an intercept, on `n` rows.
 *
 * Method: residuals are `P y` with `P = I - H`, and `H` the hat matrix. To leave out rows `T` is to
 * take `P - P_T'(P_TT)^-1 P_T` in place of `P`, and to leave out one more divides its residual by
 * its diagonal element. So one factorization for each alpha serves all ways.
 * Reference: Golub, Heath & Wahba (1979), https://doi.org/10.1080/00401706.1979.10489751; Cook &
 * Weisberg (1982), Residuals and Influence in Regression, ISBN 0-412-24280-0
 *
 * With `m` the smaller of `n` and the coordinates, an alpha takes `m^2 n + u n m` multiplications
 * for all ways, `u` being the rows that any leaves out, and `t n (t + targets)` for each way that
 * leaves out `t`; memory is `n (m + u + targets)`.
 *
 * @param coordinates `n x coordinates`
 * @param targets `n x targets`
 * @param leftOut for each way, the rows that it is not fitted on
 */
export async function leaveOneOut(
  coordinates: Matrix,
  targets: Matrix,
  leftOut: readonly (readonly number[])[],
): Promise<LeaveOneOut> {
  const [rows, columns] = coordinates.shape;
  const [, targetCount] = targets.shape;
  const x = subtractFromRows(coordinates, columnMeans(coordinates));
  const y = subtractFromRows(targets, columnMeans(targets));
  // With fewer coordinates P = I - X (X'X + alpha I)^-1 X' - 1/n; otherwise P = alpha (XX' + alpha
  // I)^-1, where another eigenvalue along the vector of ones spares a singular matrix.
  const fewCoordinates = leftOut.every((way) => columns < rows - way.length);
  const gram = await multiply(x, x, fewCoordinates ? { transposeA: true } : { transposeB: true });
  const [size] = gram.shape;
  const constantEigenvalue = fewCoordinates ? 0 : addConstant(gram);
  const across = fewCoordinates ? transposeMatrix(x) : identityMatrix(rows);

  return {
    async errors(alpha, ways) {
      const regularized = createMatrix(gram.shape, gram.values.slice());
      for (let row = 0; row < size; row++) regularized.values[row * (size + 1)]! += alpha;
      const half = await solveLower(await factorCholesky(regularized), across);
      const [unit, factor, constant] = fewCoordinates
        ? [1, -1, -1 / rows]
        : [0, alpha, -alpha / (rows * (constantEigenvalue + alpha))];
      const diagonal = squaredNorms(half).map((norm) => unit + factor * norm + constant);
      const residuals = await multiply(half, await multiply(half, y), { transposeA: true });
      for (let cell = 0; cell < residuals.values.length; cell++) {
        residuals.values[cell] = unit * y.values[cell]! + factor * residuals.values[cell]!;
      }
      const needed = [...new Set(ways.flatMap((way) => leftOut[way]!))];
      const position = new Map(needed.map((row, index) => [row, index]));
      const products = await multiply(selectColumns(half, needed), half, { transposeA: true });

      const errors: number[] = [];
      for (const way of ways) {
        const without = leftOut[way]!;
        // Beside P_T stand the residuals of its rows.
        const width = rows + targetCount;
        const right = createMatrix([without.length, width]);
        const own = createMatrix([without.length, without.length]);
        for (const [index, row] of without.entries()) {
          const from = position.get(row)! * rows;
          const to = index * width;
          for (let column = 0; column < rows; column++) {
            right.values[to + column] = factor * products.values[from + column]! + constant;
          }
          right.values[to + row]! += unit;
          const residual = residuals.values.subarray(row * targetCount, (row + 1) * targetCount);
          right.values.set(residual, to + rows);
          for (const [column, other] of without.entries()) {
            own.values[index * without.length + column] = right.values[to + other]!;
          }
        }
        errors.push(await errorWithout(without, own, right, diagonal, residuals));
      }
      return errors;
    },
  };
}

/**
 * @param own `P_TT`
 * @param right `P_T`, and beside it the residuals of its rows
 * @param diagonal of `P`
 */
async function errorWithout(
  without: readonly number[],
  own: Matrix,
  right: Matrix,
  diagonal: Float64Array,
  residuals: Matrix,
): Promise<number> {
  const [rows, targetCount] = residuals.shape;
  const half = await solveLower(await factorCholesky(own), right);
  const changes = squaredNorms(half);
  const halfResiduals = selectColumns(
    half,
    Array.from({ length: targetCount }, (_, target) => rows + target),
  );
  const change = await multiply(half, halfResiduals, { transposeA: true });
  const isLeftOut = new Uint8Array(rows);
  for (const row of without) isLeftOut[row] = 1;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    if (isLeftOut[row] === 1) continue;
    let squares = 0;
    for (let cell = row * targetCount; cell < (row + 1) * targetCount; cell++) {
      const residual = residuals.values[cell]! - change.values[cell]!;
      squares += residual * residual;
    }
    sum += squares / (diagonal[row]! - changes[row]!) ** 2;
  }
  return sum / ((rows - without.length) * targetCount);
}

/** Makes the vector of ones an eigenvector of a centred `XX'`, in place, of the mean eigenvalue. */
function addConstant({ shape: [size], values }: Matrix): number {
  let trace = 0;
  for (let row = 0; row < size; row++) trace += values[row * (size + 1)]!;
  const shift = trace / size / size;
  for (let cell = 0; cell < values.length; cell++) values[cell]! += shift;
  return trace / size;
}

/** The squared norm of each column. */
function squaredNorms({ shape: [rows, columns], values }: Matrix): Float64Array {
  const norms = new Float64Array(columns);
  for (let row = 0, cell = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, cell++) {
      norms[column]! += values[cell]! * values[cell]!;
    }
  }
  return norms;
}

/** The given columns, in the given order; a copy. */
function selectColumns(
  { shape: [rows, width], values }: Matrix,
  columns: readonly number[],
): Matrix {
  const selected = createMatrix([rows, columns.length]);
  const from = Uint32Array.from(columns);
  for (let row = 0, to = 0; row < rows; row++) {
    const start = row * width;
    for (let index = 0; index < from.length; index++) {
      selected.values[to++] = values[start + from[index]!]!;
    }
  }
  return selected;
}
