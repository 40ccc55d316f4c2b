import { createMatrix, principalSubmatrix } from '@ventral/numerics';
import { expect, it } from 'vitest';

it('a principal submatrix has the same rows and columns, in the given order', () => {
  const matrix = createMatrix([3, 3], Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
  const part = principalSubmatrix(matrix, [2, 0]);
  expect(part).toEqual(createMatrix([2, 2], Float64Array.of(9, 7, 3, 1)));
  part.values.fill(0);
  expect(matrix.values).toEqual(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
});
