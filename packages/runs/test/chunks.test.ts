import type { Cell } from '@ventral/scoring';
import { describe, expect, test } from 'vitest';
import { chunksOf } from '../src/chunks.ts';

const cellOf = (model: string, index: number): Cell => ({
  key: `${model}${index}`.padEnd(64, '0'),
  model,
  benchmark: `b${index}@1`,
  chosen: { choices: ['layer'], chosenBy: 'user', notes: [] },
  committed: {},
  metricOptions: {},
  missingParts: 'refuse',
  seed: 1,
  device: 'cpu',
  code: {},
});
const cells = ['a', 'b', 'c'].flatMap((model) =>
  Array.from({ length: 50 }, (_, index) => cellOf(model, index)),
);

describe('chunks', () => {
  test('hold each cell once, and one model each', () => {
    const chunks = chunksOf(cells, { secondsOf: () => 30, seconds: 300 });
    expect(chunks.flatMap((chunk) => chunk.cells).toSorted(byKey)).toEqual(cells.toSorted(byKey));
    for (const chunk of chunks) expect(new Set(chunk.cells.map(({ model }) => model)).size).toBe(1);
    expect(chunks.map((chunk) => chunk.cells.length)).toEqual(Array(15).fill(10));
  });

  test('are whole models where these are quick', () => {
    expect(chunksOf(cells, { secondsOf: () => 1, seconds: 600 })).toHaveLength(3);
  });

  test('are single cells where these are slow', () => {
    expect(chunksOf(cells, { secondsOf: () => 6000, seconds: 600 })).toHaveLength(150);
  });

  test('come with the longest first', () => {
    const secondsOf = ({ model }: Cell) => (model === 'b' ? 20 : 1);
    expect(chunksOf(cells, { secondsOf, seconds: 5000 })[0]?.cells[0]?.model).toBe('b');
  });

  test('have the same name for the same cells, and another for others', () => {
    const [first, again] = [chunksOf(cells), chunksOf(cells.toReversed().toReversed())];
    expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(chunksOf(cells.slice(1))[0]?.id).not.toBe(first[0]?.id);
  });
});

function byKey(a: Cell, b: Cell): number {
  return a.key < b.key ? -1 : 1;
}
