import { factorCholesky, solveLower } from './cholesky.ts';
import {
  columnMeans,
  createMatrix,
  identityMatrix,
  type Matrix,
  selectRows,
  subtractFromRows,
  transposeMatrix,
} from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { type Tridiagonalization, tridiagonalize } from './tridiagonal.ts';

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
 * its diagonal element. `H` is had from one tridiagonal form `Q T Q'` of the products of `X`: the factor
 * of `T + alpha I` has two diagonals, so that another alpha takes no factorization, and serves all ways.
 * Reference: Golub, Heath & Wahba (1979), https://doi.org/10.1080/00401706.1979.10489751; Cook &
 * Weisberg (1982), Residuals and Influence in Regression, ISBN 0-412-24280-0
 *
 * With `m` the smaller of `n` and the coordinates, the form takes `m^2 (n + m)` multiplications, and an
 * alpha `n m (u + targets)` for all ways, `u` being the rows that any leaves out, and `t n (t + targets)`
 * for each way that leaves out `t`; memory is `n (m + u + targets)`.
 *
 * @param coordinates `n x coordinates`
 * @param targets `n x targets`
 * @param leftOut for each way, the rows that it is not fitted on
 */
export async function leaveOneOut(
  coordinates: Matrix,
  targets: Matrix,
  leftOut: readonly (readonly number[])[],
  signal?: AbortSignal,
): Promise<LeaveOneOut> {
  const [rows, columns] = coordinates.shape;
  const x = subtractFromRows(coordinates, columnMeans(coordinates));
  const y = subtractFromRows(targets, columnMeans(targets));
  // With fewer coordinates P = I - X (X'X + alpha I)^-1 X' - 1/n; otherwise P = alpha (XX' + alpha
  // I)^-1, where another eigenvalue along the vector of ones spares a singular matrix.
  const fewCoordinates = leftOut.every((way) => columns < rows - way.length);
  const gram = await multiply(x, x, fewCoordinates ? { transposeA: true } : { transposeB: true });
  const constantEigenvalue = fewCoordinates ? 0 : addConstant(gram);
  const form = await tridiagonalize(gram, signal);
  const across = transposeMatrix(await form.rotate(fewCoordinates ? x : identityMatrix(rows)));
  const acrossTargets = await multiply(across, y);

  const unit = fewCoordinates ? 1 : 0;
  const fitAll = async (alpha: number) => {
    const half = solveTridiagonalHalf(form, alpha, across);
    const halfTargets = solveTridiagonalHalf(form, alpha, acrossTargets);
    const constant = fewCoordinates ? -1 / rows : -alpha / (rows * (constantEigenvalue + alpha));
    const scale = fewCoordinates ? -1 : alpha;
    const diagonal = squaredNorms(half).map((norm) => unit + scale * norm + constant);
    const residuals = await multiply(half, halfTargets, { transposeA: true });
    for (let cell = 0; cell < residuals.values.length; cell++) {
      residuals.values[cell] = unit * y.values[cell]! + scale * residuals.values[cell]!;
    }
    return { alpha, half, scale, constant, diagonal, residuals };
  };
  let latest: Awaited<ReturnType<typeof fitAll>> | undefined;

  return {
    async errors(alpha, ways) {
      // Some ways of an alpha are often asked for after others.
      latest = latest?.alpha === alpha ? latest : await fitAll(alpha);
      const { half, scale, constant, diagonal, residuals } = latest;
      const needed = [...new Set(ways.flatMap((way) => leftOut[way]!))];
      const position = new Map(needed.map((row, index) => [row, index]));
      const products = await multiply(selectColumns(half, needed), half, { transposeA: true });

      const errors: number[] = [];
      for (const way of ways) {
        const without = leftOut[way]!;
        const across = createMatrix([without.length, rows]);
        for (const [index, row] of without.entries()) {
          const from = position.get(row)! * rows;
          const to = index * rows;
          for (let column = 0; column < rows; column++) {
            across.values[to + column] = scale * products.values[from + column]! + constant;
          }
          across.values[to + row]! += unit;
        }
        errors.push(await errorWithout(without, across, diagonal, residuals));
      }
      return errors;
    },
  };
}

/**
 * Solves `L Z = B` for `Z`, in place of `B`, where `L L' = T + alpha I`: the factor of a tridiagonal
 * matrix has elements on its diagonal and below it only.
 */
function solveTridiagonalHalf(
  { diagonal, offDiagonal }: Tridiagonalization,
  alpha: number,
  { shape: [rows, columns], values }: Matrix,
): Matrix {
  const half = createMatrix([rows, columns]);
  // Rounding could leave a pivot at or below 0.
  const smallest = Number.EPSILON * diagonal.reduce((a, b) => Math.max(a, b), alpha);
  let previous = 0;
  for (let row = 0; row < rows; row++) {
    const beside = row === 0 ? 0 : offDiagonal[row - 1]! / previous;
    const pivot = Math.sqrt(Math.max(diagonal[row]! + alpha - beside * beside, smallest));
    const from = row * columns;
    const above = Math.max(0, from - columns);
    for (let column = 0; column < columns; column++) {
      half.values[from + column] =
        (values[from + column]! - beside * half.values[above + column]!) / pivot;
    }
    previous = pivot;
  }
  return half;
}

/**
 * @param without `T`
 * @param across `P_T`
 * @param diagonal of `P`
 */
async function errorWithout(
  without: readonly number[],
  across: Matrix,
  diagonal: Float64Array,
  residuals: Matrix,
): Promise<number> {
  const [rows, targetCount] = residuals.shape;
  const factor = await factorCholesky(selectColumns(across, without));
  const half = await solveLower(factor, across);
  const halfResiduals = await solveLower(factor, selectRows(residuals, without));
  const changes = squaredNorms(half);
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
