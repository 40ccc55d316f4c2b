import { describe, expect, it } from 'vitest';
import { type Gabor, sampleGabor } from '../src/gabor.ts';

const size = 25;
const pixelsPerDegree = 28;
const gabor: Gabor = {
  orientation: 0,
  frequency: 4,
  phase: 0,
  cyclesAcross: 0.5,
  cyclesAlong: 0.5,
};

/** What the filter makes of a grating of contrast 1. */
function respond(filter: Gabor, orientation: number, frequency: number, phase = 0): number {
  const weights = sampleGabor(filter, size, pixelsPerDegree);
  return weights.reduce((sum, weight, index) => {
    const x = (index % size) - 12;
    const y = Math.floor(index / size) - 12;
    const u = x * Math.cos(orientation) + y * Math.sin(orientation);
    return sum + weight * Math.cos((2 * Math.PI * frequency * u) / pixelsPerDegree + phase);
  }, 0);
}

describe('sampleGabor', () => {
  it('responds to its own grating as the integral says', () => {
    // Half the contrast, and the window's own spectrum at twice the frequency.
    const expected = 0.5 * (1 + Math.exp(-2 * (2 * Math.PI * 0.5) ** 2));
    expect(respond(gabor, 0, 4)).toBeCloseTo(expected, 3);
  });

  it('falls off with frequency as its window says', () => {
    const octaveUp = Math.exp(-((2 * Math.PI * 0.5) ** 2) / 2) / 2;
    expect(respond(gabor, 0, 8)).toBeCloseTo(octaveUp, 3);
  });

  it('does not see the bars across', () => {
    expect(Math.abs(respond(gabor, Math.PI / 2, 4))).toBeLessThan(0.01);
    const turned = { ...gabor, orientation: Math.PI / 2 };
    expect(respond(turned, Math.PI / 2, 4)).toBeCloseTo(respond(gabor, 0, 4), 6);
  });

  it('has a quarter of a cycle between the two filters of a complex cell', () => {
    const odd = { ...gabor, phase: Math.PI / 2 };
    for (const phase of [0, 0.7, 2, 4]) {
      const energy = respond(gabor, 0, 4, phase) ** 2 + respond(odd, 0, 4, phase) ** 2;
      expect(Math.sqrt(energy)).toBeCloseTo(0.5, 2);
    }
  });
});
