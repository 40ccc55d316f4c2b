import { countValues } from '@ventral/arrays';
import type { WeightSource } from '../src/weights.ts';

/** Numbers from -0.5 to 0.5 that fixtures/make_fixtures.py makes too. */
export function pattern(length: number, seed: number, scale = 1, centre = 0): Float32Array {
  const values = new Float32Array(length);
  for (let index = 0; index < length; index++) {
    const value = ((index * 7919 + seed * 104729) % 1009) / 1009 - 0.5;
    values[index] = value * scale + centre;
  }
  return values;
}

/** The weights that fixtures/make_fixtures.py gives to its networks. */
export function patternWeights(): WeightSource {
  let count = 0;
  return (slot) => {
    count += 1;
    const length = countValues(slot.shape);
    if (slot.kind === 'filter') {
      return pattern(length, count, 2 * Math.sqrt((6 * slot.shape[0]!) / length));
    }
    const isPositive = slot.kind === 'scale' || slot.kind === 'variance';
    return isPositive ? pattern(length, count, 0.5, 1) : pattern(length, count, 0.1);
  };
}
