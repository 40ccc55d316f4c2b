import { isVentralError } from '@ventral/errors';
import { createMatrix, disposeMatrixEngine, type Matrix, multiply } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { transposeMatrix } from '../src/matrix.ts';
import { multiplyRepeatedly } from '../src/matrix-engine.ts';
import { expectClose, naiveProduct, randomMatrix } from './matrices.ts';

const shapes = [
  [1, 1, 1],
  [3, 5, 7],
  [1, 300, 40],
  [300, 1, 40],
  [40, 300, 1],
  [33, 65, 17],
  [129, 67, 91],
] as const;

const transposes = [
  { transposeA: false, transposeB: false },
  { transposeA: true, transposeB: false },
  { transposeA: false, transposeB: true },
  { transposeA: true, transposeB: true },
];

function toFloat32({ shape: [rows, columns], values }: Matrix): Matrix<Float32Array> {
  return createMatrix([rows, columns], Float32Array.from(values));
}

describe.each(shapes)('the product of %i x %i with %i columns', (rows, inner, columns) => {
  const a = randomMatrix(rows, inner, 1);
  const b = randomMatrix(inner, columns, 2);
  const expected = naiveProduct(a, b);

  it.each(transposes)('in float64, %o', async (options) => {
    const left = options.transposeA ? transposeMatrix(a) : a;
    const right = options.transposeB ? transposeMatrix(b) : b;
    const product = await multiply(left, right, options);
    expect(product.shape).toEqual([rows, columns]);
    expectClose(product.values, expected.values, 1e-12);
  });

  it.each(transposes)('in float32, %o', async (options) => {
    const left = toFloat32(options.transposeA ? transposeMatrix(a) : a);
    const right = toFloat32(options.transposeB ? transposeMatrix(b) : b);
    const product = await multiply(left, right, options);
    expect(product.values).toBeInstanceOf(Float32Array);
    expectClose(product.values, expected.values, 1e-4);
  });
});

it.each(transposes)('a small product adds in order, to the last digit, %o', async (options) => {
  const [a, b] = [randomMatrix(11, 60, 1), randomMatrix(60, 12, 2)];
  const left = options.transposeA ? transposeMatrix(a) : a;
  const right = options.transposeB ? transposeMatrix(b) : b;
  // Scores depend on it: ml-matrix may not add in another order one day.
  expect(await multiply(left, right, options)).toEqual(naiveProduct(a, b));
});

it('of nothing is 0', async () => {
  expect(await multiply(createMatrix([2, 0]), createMatrix([0, 3]))).toEqual(createMatrix([2, 3]));
  expect(await multiply(createMatrix([0, 5]), createMatrix([5, 3]))).toEqual(createMatrix([0, 3]));
});

it.each([5, 200])('a vector is multiplied repeatedly by a matrix of %i rows', async (size) => {
  const root = randomMatrix(size, size, 1);
  const matrix = await multiply(root, root, { transposeB: true });
  let expected = randomMatrix(size, 1, 2);
  const products = await multiplyRepeatedly(matrix, expected.values);
  expect(products.length).toBe(size === 5 ? 1 : 8);
  for (const product of products) {
    expected = naiveProduct(matrix, expected);
    const largest = Math.max(...expected.values.map(Math.abs));
    expectClose(product, expected.values, 1e-12 * largest);
  }
});

it('leaves the factors as they are', async () => {
  const a = randomMatrix(50, 50, 3);
  const before = a.values.slice();
  await multiply(a, a, { transposeA: true });
  expect(a.values).toEqual(before);
});

it('is refused where inner sizes differ', async () => {
  await expect(multiply(createMatrix([2, 3]), createMatrix([2, 3]))).rejects.toSatisfy((error) =>
    isVentralError(error, 'SHAPE_MISMATCH'),
  );
});

it('comes again after the engine was closed', async () => {
  const a = randomMatrix(60, 60, 4);
  const first = await multiply(a, a);
  await disposeMatrixEngine();
  expect(await multiply(a, a)).toEqual(first);
});

it('a matrix is refused that its values do not fill', () => {
  expect(() => createMatrix([2, 3], new Float64Array(5))).toThrow('5 values do not fill');
});
