import type { Sizes } from '../node-place.ts';

/** The shape of an input that goes with a value: a word where any number of samples fits. */
export function shapeOf(sizes: Sizes): readonly (number | string)[] {
  return sizes.map((size, axis) => size ?? (axis === 0 ? 'samples' : `size${axis}`));
}
