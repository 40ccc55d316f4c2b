import { createMatrix, type Matrix, multiply } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { diagonalize } from '../src/diagonalize.ts';
import { identityMatrix, transposeMatrix } from '../src/matrix.ts';
import { tridiagonalize } from '../src/tridiagonal.ts';
import { expectClose, randomMatrix, range } from './matrices.ts';

/** Eigenvalues in ascending order, and in each row the eigenvector of one of them. */
async function eigen(matrix: Matrix) {
  const { diagonal, offDiagonal, rotate } = await tridiagonalize(matrix);
  const vectors = transposeMatrix(await rotate(identityMatrix(matrix.shape[0])));
  const values = await diagonalize(diagonal, offDiagonal, vectors);
  return { values, vectors };
}

function scaleRows({ shape: [rows, columns], values }: Matrix, factors: Float64Array): Matrix {
  const scaled = values.map(
    (value, cell) => value * (factors[Math.floor(cell / columns)] as number),
  );
  return createMatrix([rows, columns], scaled);
}

describe.each([1, 2, 3, 4, 50, 64, 67, 200])('a symmetric matrix of %i rows', (size) => {
  const root = randomMatrix(size, size, size);
  const matrix = createMatrix(
    [size, size],
    root.values.map((value, cell) => {
      const mirrored = root.values[(cell % size) * size + Math.floor(cell / size)] as number;
      return value + mirrored;
    }),
  );

  it('is put together again from its eigenvectors, which are orthonormal', async () => {
    const { values, vectors } = await eigen(matrix);
    const again = await multiply(vectors, scaleRows(vectors, values), { transposeA: true });
    expectClose(again.values, matrix.values, 1e-11);
    const products = await multiply(vectors, vectors, { transposeB: true });
    expectClose(products.values, identityMatrix(size).values, 1e-12);
  });

  it('is tridiagonal in the basis of its reduction', async () => {
    const { diagonal, offDiagonal, rotate } = await tridiagonalize(matrix);
    const basis = await rotate(identityMatrix(size));
    const inner = await multiply(await multiply(basis, matrix, { transposeA: true }), basis);
    const expected = createMatrix([size, size]);
    for (let row = 0; row < size; row++) {
      expected.values[row * (size + 1)] = diagonal[row] as number;
      if (row + 1 === size) break;
      expected.values[row * size + row + 1] = offDiagonal[row] as number;
      expected.values[(row + 1) * size + row] = offDiagonal[row] as number;
    }
    expectClose(inner.values, expected.values, 1e-11);
  });
});

it('finds the eigenvalues that are known in closed form', async () => {
  const size = 100;
  const values = await diagonalize(
    new Float64Array(size).fill(2),
    new Float64Array(size - 1).fill(-1),
    createMatrix([size, 0]),
  );
  const expected = range(1, size + 1).map((k) => 2 - 2 * Math.cos((k * Math.PI) / (size + 1)));
  expectClose(values.sort(), expected, 1e-13);
});

it('keeps small eigenvalues beside large ones apart from 0', async () => {
  const size = 12;
  const exponents = Float64Array.from({ length: size }, (_, index) => 10 ** -index);
  const { vectors } = await eigen(await multiplyWithTransposed(randomMatrix(size, size, 3)));
  const graded = await multiply(vectors, scaleRows(vectors, exponents), { transposeA: true });
  const { values } = await eigen(graded);
  expectClose(values.sort(), exponents.toReversed(), 1e-15);
});

it.each([
  ['zeros', createMatrix([6, 6])],
  ['a diagonal', createMatrix([3, 3], Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2))],
  ['ones', createMatrix([6, 6], new Float64Array(36).fill(1))],
])('of %s', async (_, matrix) => {
  const { values, vectors } = await eigen(matrix);
  const again = await multiply(vectors, scaleRows(vectors, values), { transposeA: true });
  expectClose(again.values, matrix.values, 1e-14);
});

it('leaves the matrix as it is', async () => {
  const matrix = await multiplyWithTransposed(randomMatrix(20, 20, 1));
  const before = matrix.values.slice();
  await tridiagonalize(matrix);
  expect(matrix.values).toEqual(before);
});

function multiplyWithTransposed(matrix: Matrix): Promise<Matrix> {
  return multiply(matrix, matrix, { transposeB: true });
}
