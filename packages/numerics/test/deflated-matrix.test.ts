import { createMatrix, multiply } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { DeflatedMatrix } from '../src/deflated-matrix.ts';
import { addOuterProduct } from '../src/matrix-vector.ts';
import { expectClose, naiveProduct, randomMatrix } from './matrices.ts';

describe('a matrix with rank-1 changes', () => {
  const rows = 70;
  const columns = 30;

  function changed(changes: number) {
    const plain = randomMatrix(rows, columns, 1);
    const deflated = new DeflatedMatrix(createMatrix([rows, columns], plain.values.slice()));
    for (let change = 0; change < changes; change++) {
      const a = randomMatrix(rows, 1, 10 + change).values;
      const b = randomMatrix(columns, 1, 20 + change).values;
      addOuterProduct(plain, a, b);
      deflated.add(a, b);
    }
    return { plain, deflated };
  }

  it.each([0, 1, 3])('%i of them, is as if they had been added to it', async (changes) => {
    const { plain, deflated } = changed(changes);
    const x = randomMatrix(columns, 1, 2);
    const y = randomMatrix(1, rows, 3);
    const gram = await multiply(plain, plain, { transposeA: true });
    // The second time after the changes are settled.
    for (let time = 0; time < 2; time++) {
      expectClose(await deflated.times(x.values), naiveProduct(plain, x).values, 1e-12);
      expectClose(await deflated.transposedTimes(y.values), naiveProduct(y, plain).values, 1e-12);
      expectClose(deflated.row(4), plain.values.subarray(4 * columns, 5 * columns), 1e-13);
      const column = plain.values.filter((_, cell) => cell % columns === 7);
      expectClose(deflated.column(7), column, 1e-13);
      expectClose((await deflated.gram()).values, gram.values, 1e-11);
    }
    expect(gram.shape[0]).toBe(columns);
  });
});
