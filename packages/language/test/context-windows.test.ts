import { describe, expect, it } from 'vitest';
import { contextWindows, windowStart } from '../src/context-windows.ts';

describe('contextWindows', () => {
  it('reads a text at once where it fits', () => {
    expect([...contextWindows(16, 1, 16)]).toEqual([{ start: 0, end: 16, from: 1 }]);
    expect([...contextWindows(1, 1, 16)]).toEqual([]);
  });

  it('overlaps by half, and counts every token once', () => {
    expect([...contextWindows(20, 1, 8)]).toEqual([
      { start: 0, end: 8, from: 1 },
      { start: 4, end: 12, from: 8 },
      { start: 8, end: 16, from: 12 },
      { start: 12, end: 20, from: 16 },
    ]);
  });

  it.each([2, 3, 7, 8])('leaves no token out with %i at once', (length) => {
    const windows = [...contextWindows(29, 1, length)];
    const counted = windows.flatMap(({ from, end }) =>
      Array.from({ length: end - from }, (_, index) => from + index),
    );
    expect(counted).toEqual(Array.from({ length: 28 }, (_, index) => 1 + index));
    for (const { start, end, from } of windows) {
      expect(end - start).toBeLessThanOrEqual(length);
      expect(from).toBeGreaterThan(start);
      expect(windowStart(end - 1, length)).toBe(start);
    }
  });
});
