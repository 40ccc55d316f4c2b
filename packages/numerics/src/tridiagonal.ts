import { createMatrix, type Matrix, rowRange } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { yieldToEvents } from './run-options.ts';

/** A symmetric matrix as `Q T Q'`, with `Q` orthogonal and `T` symmetric tridiagonal. */
export interface Tridiagonalization {
  /** Diagonal of `T`. */
  readonly diagonal: Float64Array;
  /** Elements beside the diagonal of `T`, one fewer. */
  readonly offDiagonal: Float64Array;
  /** Multiplies by the basis: `rows Q`, for `rows` of any number. */
  rotate(rows: Matrix): Promise<Matrix>;
}

/**
 * Reduces a symmetric matrix, `n x n`, to tridiagonal form.
 *
 * Method: Householder reflections; each pass over the lower triangle applies the last reflection
 * and forms the product that the next one needs. Takes `2 n^3 / 3` multiplications in plain loops
 * (0.5 s for n = 1000, 12 s for n = 3000) and twice the memory of the matrix; {@link rotate} is
 * products of the engine.
 * Reference: Golub & Van Loan (2013), Matrix Computations, 8.3.1, ISBN 978-1-4214-0794-4
 *
 * @param matrix only its lower triangle is read
 * @throws VentralError `INTERRUPTED`
 */
export async function tridiagonalize(
  matrix: Matrix,
  signal?: AbortSignal,
): Promise<Tridiagonalization> {
  const [size] = matrix.shape;
  const values = matrix.values.slice();
  const diagonal = new Float64Array(size);
  const offDiagonal = new Float64Array(Math.max(0, size - 1));
  /** Row `k` holds the vector of reflection `k`, which leaves coordinates up to `k` alone. */
  const reflectors = createMatrix([Math.max(0, size - 2), size]);
  const factors = new Float64Array(reflectors.shape[0]);
  // The reflection not yet applied: A - v w' - w v'.
  let v: Float64Array = new Float64Array(size);
  let w: Float64Array = new Float64Array(size);
  for (let step = 0; step < size; step++) {
    if (step % 64 === 0) await yieldToEvents(signal, 'reducing a matrix to tridiagonal form');
    const column = new Float64Array(size);
    for (let row = step; row < size; row++) {
      column[row] = values[row * size + step]! - v[row]! * w[step]! - w[row]! * v[step]!;
    }
    diagonal[step] = column[step]!;
    if (step === size - 1) break;
    if (step === size - 2) {
      offDiagonal[step] = column[size - 1]!;
      continue;
    }
    const next = reflectors.values.subarray(step * size, (step + 1) * size);
    const { factor, image } = reflect(column, step + 1, next);
    factors[step] = factor;
    offDiagonal[step] = image;
    const product = applyAndMultiply(values, size, step + 1, v, w, next);
    let overlap = 0;
    for (let row = step + 1; row < size; row++) overlap += product[row]! * next[row]!;
    const half = (factor * factor * overlap) / 2;
    for (let row = step + 1; row < size; row++) {
      product[row] = factor * product[row]! - half * next[row]!;
    }
    v = next;
    w = product;
  }
  return {
    diagonal,
    offDiagonal,
    rotate: (rows) => applyReflections(rows, reflectors, factors),
  };
}

/**
 * Finds the reflection `I - factor v v'` that turns elements `start` and beyond of a vector into
 * `image, 0, 0, ...`, and writes `v`.
 */
function reflect(
  vector: Float64Array,
  start: number,
  v: Float64Array,
): { factor: number; image: number } {
  let scale = 0;
  for (let index = start; index < vector.length; index++) {
    scale = Math.max(scale, Math.abs(vector[index]!));
  }
  let squares = 0;
  for (let index = start; index < vector.length; index++) {
    const value = vector[index]! / (scale || 1);
    v[index] = value;
    squares += value * value;
  }
  const first = v[start]!;
  const length = Math.sqrt(squares);
  // Nothing to do where all but the first element are 0 already.
  if (length === Math.abs(first)) return { factor: 0, image: vector[start]! };
  const image = first > 0 ? -length : length;
  v[start] = first - image;
  return { factor: 1 / (length * (length + Math.abs(first))), image: image * scale };
}

/**
 * Applies `A -= v w' + w v'` to the rows and columns from `start` on (lower triangle only), and
 * multiplies the result with `x`.
 */
function applyAndMultiply(
  values: Float64Array,
  size: number,
  start: number,
  v: Float64Array,
  w: Float64Array,
  x: Float64Array,
): Float64Array {
  const product = new Float64Array(size);
  let row = start;
  // Two rows at a time load the vectors once for both; every sum keeps its order.
  for (; row + 1 < size; row += 2) {
    const a = row * size;
    const b = a + size;
    const [vA, wA, xA] = [v[row]!, w[row]!, x[row]!];
    const [vB, wB, xB] = [v[row + 1]!, w[row + 1]!, x[row + 1]!];
    let sumA = 0;
    let sumB = 0;
    for (let column = start; column < row; column++) {
      const vColumn = v[column]!;
      const wColumn = w[column]!;
      const xColumn = x[column]!;
      const valueA = values[a + column]! - vA * wColumn - wA * vColumn;
      const valueB = values[b + column]! - vB * wColumn - wB * vColumn;
      values[a + column] = valueA;
      values[b + column] = valueB;
      sumA += valueA * xColumn;
      sumB += valueB * xColumn;
      product[column] = product[column]! + valueA * xA + valueB * xB;
    }
    const diagonalA = values[a + row]! - 2 * vA * wA;
    const between = values[b + row]! - vB * wA - wB * vA;
    const diagonalB = values[b + row + 1]! - 2 * vB * wB;
    values[a + row] = diagonalA;
    values[b + row] = between;
    values[b + row + 1] = diagonalB;
    sumB += between * xA;
    product[row]! += sumA + diagonalA * xA;
    product[row]! += between * xB;
    product[row + 1]! += sumB + diagonalB * xB;
  }
  if (row < size) {
    let sum = 0;
    const a = row * size;
    for (let column = start; column < row; column++) {
      const value = values[a + column]! - v[row]! * w[column]! - w[row]! * v[column]!;
      values[a + column] = value;
      sum += value * x[column]!;
      product[column]! += value * x[row]!;
    }
    values[a + row]! -= 2 * v[row]! * w[row]!;
    product[row]! += sum + values[a + row]! * x[row]!;
  }
  return product;
}

// Reflections that are applied together: I - V'T V.
const blockSize = 64;

async function applyReflections(
  rows: Matrix,
  reflectors: Matrix,
  factors: Float64Array,
): Promise<Matrix> {
  const result = createMatrix(rows.shape, rows.values.slice());
  for (let start = 0; start < factors.length; start += blockSize) {
    const end = Math.min(start + blockSize, factors.length);
    const block = rowRange(reflectors, start, end);
    const products = await multiply(block, block, { transposeB: true });
    const triangle = blockFactor(products, factors.subarray(start, end));
    const projections = await multiply(result, block, { transposeB: true });
    const change = await multiply(await multiply(projections, triangle), block);
    for (let cell = 0; cell < change.values.length; cell++) {
      result.values[cell]! -= change.values[cell]!;
    }
  }
  return result;
}

/**
 * The upper triangular `T` of the compact WY form: the product of the reflections is `I - V'T V`,
 * with a reflector in each row of `V`.
 *
 * @param products `V V'`
 */
function blockFactor(products: Matrix, factors: Float64Array): Matrix {
  const [size] = products.shape;
  const triangle = createMatrix([size, size]);
  for (let column = 0; column < size; column++) {
    const factor = factors[column]!;
    triangle.values[column * (size + 1)] = factor;
    for (let row = 0; row < column; row++) {
      let sum = 0;
      for (let index = row; index < column; index++) {
        sum += triangle.values[row * size + index]! * products.values[index * size + column]!;
      }
      triangle.values[row * size + column] = -factor * sum;
    }
  }
  return triangle;
}
