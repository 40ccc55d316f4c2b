import { createMatrix, type Matrix } from './matrix.ts';

/** Which factors of a product are transposed first. */
export interface ProductOptions {
  /** @default false */
  readonly transposeA?: boolean;
  /** @default false */
  readonly transposeB?: boolean;
}

// Not with this module: loading takes 20 ms, and much that imports it multiplies nothing.
const loadMlMatrix = () => import('ml-matrix');
let mlMatrix: ReturnType<typeof loadMlMatrix> | undefined;

/**
 * The product of two matrices whose sizes fit, by ml-matrix: each element is a sum in the order of
 * the inner size, in float64.
 *
 * @param shape of the product
 */
export async function multiplySmall<Values extends Float32Array | Float64Array>(
  a: Matrix<Values>,
  b: Matrix<Values>,
  shape: Matrix['shape'],
  { transposeA, transposeB }: Required<ProductOptions>,
): Promise<Matrix<Values>> {
  const size = shape[0] * shape[1];
  const values = a.values instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  // Sums of nothing are 0; ml-matrix knows no matrix without rows.
  if (a.values.length > 0 && b.values.length > 0) {
    mlMatrix ??= loadMlMatrix();
    const { MatrixTransposeView, WrapperMatrix1D } = await mlMatrix;
    const view = ({ shape: [rows], values: viewed }: Matrix<Values>, isTransposed: boolean) => {
      const matrix = new WrapperMatrix1D(viewed, { rows });
      return isTransposed ? new MatrixTransposeView(matrix) : matrix;
    };
    values.set(view(a, transposeA).mmul(view(b, transposeB)).to1DArray());
  }
  return createMatrix(shape, values as Values);
}
