import type { Sizes } from '../node-place.ts';

/**
 * The shape of an input that goes with a value. The words for sizes that are open are its own: the runtime
 * takes sizes of one word for equal, and would not look whether they are.
 */
export function shapeOf(sizes: Sizes, input: string): readonly (number | string)[] {
  return sizes.map((size, axis) => size ?? `size ${axis} of ${input}`);
}
