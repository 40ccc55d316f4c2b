import { createMatrix, multiply } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { factorCholesky, solveCholesky } from '../src/cholesky.ts';
import { identityMatrix } from '../src/matrix.ts';
import { expectClose, randomMatrix } from './matrices.ts';

describe.each([1, 2, 63, 64, 65, 130, 400])('a positive definite matrix of %i rows', (size) => {
  it('is the product of its factor, which solves it', async () => {
    const root = randomMatrix(size, size + 20, size);
    const gram = await multiply(root, root, { transposeB: true });
    const factor = await factorCholesky(gram);
    const product = await multiply(factor.lower, factor.lower, { transposeB: true });
    expectClose(product.values, gram.values, 1e-10);
    expect(factor.pivotRatio).toBeGreaterThan(1e-4);
    for (let row = 0; row < size; row++) {
      for (let column = row + 1; column < size; column++) {
        expect(factor.lower.values[row * size + column]).toBe(0);
      }
    }
    const right = randomMatrix(size, 3, 1);
    const solution = await solveCholesky(factor, right);
    expectClose((await multiply(gram, solution)).values, right.values, 1e-10);
  });
});

it('reads only the lower triangle', async () => {
  const { lower } = await factorCholesky(
    createMatrix([2, 2], Float64Array.of(4, Number.NaN, 2, 5)),
  );
  expect([...lower.values]).toEqual([2, 0, 1, 2]);
});

it('has a factor though it is singular', async () => {
  const root = randomMatrix(150, 30, 5);
  // Equal stimuli far apart, in different blocks of the factorization.
  root.values.copyWithin(140 * 30, 3 * 30, 4 * 30);
  const gram = await multiply(root, root, { transposeB: true });
  const { lower, pivotRatio } = await factorCholesky(gram);
  expect(pivotRatio).toBe(0);
  expectClose((await multiply(lower, lower, { transposeB: true })).values, gram.values, 1e-10);
});

it('of 0 has the factor 0', async () => {
  const { lower, pivotRatio } = await factorCholesky(createMatrix([5, 5]));
  expect(lower).toEqual(createMatrix([5, 5]));
  expect(pivotRatio).toBe(0);
});

it('of a diagonal is its root', async () => {
  const identity = identityMatrix(70);
  expect((await factorCholesky(identity)).lower).toEqual(identity);
});
