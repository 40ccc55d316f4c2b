import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { drawFilters } from '../src/draw-filters.ts';

describe('drawFilters', () => {
  const filters = drawFilters(20_000, new RandomState(1));
  const share = (is: (filter: (typeof filters)[0]) => boolean) =>
    filters.filter(is).length / filters.length;

  it('draws the same from the same seed', () => {
    expect(drawFilters(3, new RandomState(4))).toEqual(drawFilters(3, new RandomState(4)));
    expect(drawFilters(3, new RandomState(4))).not.toEqual(drawFilters(3, new RandomState(5)));
  });

  it('prefers horizontal and vertical to oblique', () => {
    // The integral of 1 + cos(4 x) / 6 over the half of orientations nearest to 0 and 90 degrees.
    const cardinal = share(({ orientation }) => Math.cos(4 * orientation) > 0);
    expect(cardinal).toBeCloseTo(0.5 + 1 / (6 * Math.PI), 1.7);
    expect(cardinal).toBeGreaterThan(0.53);
  });

  it('keeps frequencies and sizes in their ranges', () => {
    for (const { frequency, cyclesAcross, cyclesAlong } of filters) {
      expect(frequency).toBeGreaterThanOrEqual(0.5);
      expect(frequency).toBeLessThanOrEqual(11.2);
      expect(Math.min(cyclesAcross, cyclesAlong)).toBeGreaterThanOrEqual(0.1);
      expect(Math.max(cyclesAcross, cyclesAlong)).toBeLessThanOrEqual(1);
    }
    const below = share(({ frequency }) => frequency < 2.8);
    expect(below).toBeGreaterThan(0.45);
    expect(below).toBeLessThan(0.55);
    expect(share(({ cyclesAlong, cyclesAcross }) => cyclesAlong > cyclesAcross)).toBeGreaterThan(
      0.7,
    );
  });

  it('shares the colours out evenly, in their order', () => {
    const colours = filters.map(({ colour }) => colour);
    expect(colours).toEqual([...colours].sort());
    for (const colour of [0, 1, 2]) {
      expect(share((filter) => filter.colour === colour)).toBeCloseTo(1 / 3, 1.7);
    }
  });
});
