import { type Assembly, createAssembly } from '@ventral/arrays';
import { changesOver, shuffleTime } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';

describe('aspects of time', () => {
  const bin = (cells: readonly number[], stimuli: readonly string[]): Assembly =>
    createAssembly({
      dims: ['presentation', 'neuroid'],
      shape: [stimuli.length, cells.length / stimuli.length],
      values: Float64Array.from(cells),
      coords: { stimulus_id: { dim: 'presentation', values: stimuli } },
    });
  const missing = Number.NaN;

  it('changes are responses less their mean over time, where they were recorded', () => {
    const bins = [bin([1, 5, missing, 4], ['a', 'b']), bin([3, missing, missing, 8], ['a', 'b'])];
    const changes = changesOver(bins).map(({ values }) => [...values]);
    expect(changes).toEqual([
      [-1, 0, missing, -2],
      [1, missing, missing, 2],
    ]);
  });

  it('shuffled bins are put in one order a stimulus, and hold the same responses', () => {
    const ids = Array.from({ length: 40 }, (_, index) => `image${index % 20}`);
    const bins = [0, 1, 2].map((time) =>
      bin(
        ids.flatMap((_, row) => [100 * row + time, 100 * row + 10 + time]),
        ids,
      ),
    );
    const shuffled = shuffleTime(bins, 1);
    expect(shuffleTime(bins, 1)).toEqual(shuffled);
    expect(shuffleTime(bins, 2)).not.toEqual(shuffled);
    const orders = ids.map((_, row) => shuffled.map(({ values }) => values[2 * row]! % 10));
    for (const [row, order] of orders.entries()) {
      expect(order.toSorted()).toEqual([0, 1, 2]);
      expect(order).toEqual(orders[row % 20]);
      expect(shuffled.map(({ values }) => values[2 * row + 1]! % 10)).toEqual(order);
    }
    expect(new Set(orders.map(String)).size).toBe(6);
  });

  it('are of the same presentations in every bin', () => {
    const bins = [bin([1, 2], ['a', 'b']), bin([1, 2], ['b', 'a'])];
    expect(() => changesOver(bins)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: expect.stringContaining('differ in their stimulus_id'),
      }),
    );
  });
});
