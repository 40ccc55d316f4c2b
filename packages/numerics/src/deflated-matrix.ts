import type { Matrix } from './matrix.ts';
import { multiply } from './matrix-engine.ts';
import { addOuterProduct, addScaled, dot } from './matrix-vector.ts';

/**
 * A matrix that rank-1 changes `a b'` are made to: products take them into account, which is
 * cheaper than adding each to the matrix.
 */
export class DeflatedMatrix {
  readonly #matrix: Matrix;
  #changes: { readonly a: Float64Array; readonly b: Float64Array }[] = [];

  /** @param matrix taken over */
  constructor(matrix: Matrix) {
    this.#matrix = matrix;
  }

  /** Adds `a b'`. */
  add(a: Float64Array, b: Float64Array): void {
    this.#changes.push({ a, b });
  }

  /** The product with a vector: `A x`. */
  async times(x: Float64Array): Promise<Float64Array> {
    const { values: product } = await multiply(this.#matrix, asColumn(x));
    for (const { a, b } of this.#changes) addScaled(product, dot(b, x), a);
    return product;
  }

  /** The product of the transposed matrix with a vector: `A'x`. */
  async transposedTimes(x: Float64Array): Promise<Float64Array> {
    const { values: product } = await multiply(asColumn(x), this.#matrix, { transposeA: true });
    for (const { a, b } of this.#changes) addScaled(product, dot(a, x), b);
    return product;
  }

  /** One row. */
  row(index: number): Float64Array {
    const { shape, values } = this.#matrix;
    const [, columns] = shape;
    const row = values.slice(index * columns, (index + 1) * columns);
    for (const { a, b } of this.#changes) addScaled(row, a[index]!, b);
    return row;
  }

  /** One column. */
  column(index: number): Float64Array {
    const { shape, values } = this.#matrix;
    const [rows, columns] = shape;
    const column = new Float64Array(rows);
    for (let row = 0; row < rows; row++) column[row] = values[row * columns + index]!;
    for (const { a, b } of this.#changes) addScaled(column, b[index]!, a);
    return column;
  }

  /** The products of its columns with each other: `A'A`. */
  async gram(): Promise<Matrix> {
    for (const { a, b } of this.#changes) addOuterProduct(this.#matrix, a, b);
    this.#changes = [];
    return multiply(this.#matrix, this.#matrix, { transposeA: true });
  }
}

function asColumn(values: Float64Array): Matrix {
  return { shape: [values.length, 1], values };
}
