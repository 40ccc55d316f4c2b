import { columnsVary, valuesVary } from '@ventral/arrays';
import { expect, it } from 'vitest';

const columns = [
  [1, 1, 1],
  [1, 1, 2],
  [1, 1 + 1e-15, 1],
  [Number.NaN, Number.NaN, Number.NaN],
  [Number.NaN, 3, 3],
  [-1e-300, 0, 1e-300],
  [0, 0, 0],
];
const shape = [3, columns.length] as const;
const values = [0, 1, 2].flatMap((row) => columns.map((column) => column[row] as number));

it('columns vary where the values of each do', () => {
  expect(columnsVary({ shape, values })).toEqual(columns.map(valuesVary));
  expect(columns.map(valuesVary)).toEqual([false, true, false, false, false, true, false]);
});

it('columns vary over some rows where their values there do', () => {
  expect(columnsVary({ shape, values }, [0, 1])).toEqual(
    columns.map((column) => valuesVary(column.slice(0, 2))),
  );
  expect(columnsVary({ shape, values }, [])).toEqual(columns.map(() => false));
});
