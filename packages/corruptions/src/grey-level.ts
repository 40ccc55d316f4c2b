/** Each grey level as a value from 0 to 1. */
export const unitLevels: Float64Array = Float64Array.from(
  { length: 256 },
  (_, level) => level / 255,
);

/** A value as the authors store it in a byte: its fraction cut off, and cut to 0 to 255. */
export function greyLevel(value: number): number {
  const whole = value | 0;
  // Without a branch, which noise would make the processor guess wrong: all ones above 255, no ones below 0.
  return (whole | ((255 - whole) >> 31)) & ~(whole >> 31) & 255;
}

/** The same of a sum of many products: what misses a whole number by their rounding errors alone is that number. */
export function summedLevel(value: number): number {
  return greyLevel(value + 1e-6);
}

/** A value cut to 0 to 1. */
export function clipUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
