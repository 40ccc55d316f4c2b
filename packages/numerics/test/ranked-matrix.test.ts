import {
  averageRanks,
  createMatrix,
  principalSubmatrix,
  rankMatrix,
  rankPart,
  upperTriangle,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { randomMatrix, range } from './matrices.ts';

const size = 40;

/** Values of some kind, `size x size`. */
function made(change: (value: number) => number) {
  return createMatrix([size, size], randomMatrix(size, size, 5).values.map(change));
}

function mirrored(values: Float64Array): Float64Array {
  return values.map((_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    return values[Math.max(row, column) * size + Math.min(row, column)]!;
  });
}

describe.each([
  ['numbers that all differ', made((value) => value)],
  ['many equal numbers, of both signs of 0', made((value) => Math.round(value) * -1)],
  ['numbers of all sizes', made((value) => Math.exp(40 * value))],
  [
    'the largest numbers there are',
    made((value) => Math.sign(value) * 1.7e308 * Math.tanh(value ** 2)),
  ],
  ['the smallest numbers there are', made((value) => Math.round(value) * 5e-324)],
  ['equal numbers', made(() => 3)],
])('the ranks of a part, of %s', (_, matrix) => {
  const parts = [range(0, size), [7, 3, 31, 30, 0, 12], [5, 2]];

  it.each(parts.map((part) => [part]))('are those of its own elements: %j', (part) => {
    for (const values of [matrix.values, mirrored(matrix.values)]) {
      const own = createMatrix([size, size], values);
      const expected = averageRanks(upperTriangle(principalSubmatrix(own, part)));
      expect(rankPart(rankMatrix(own), part)).toEqual(expected);
    }
  });
});
