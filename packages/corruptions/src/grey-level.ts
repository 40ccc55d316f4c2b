/**
 * A value as the authors store it in a byte: its fraction cut off, and cut to 0 to 255 once it is put into a
 * `Uint8ClampedArray`.
 */
export function greyLevel(value: number): number {
  return value | 0;
}

/** The same of a sum of many products: what misses a whole number by their rounding errors alone is that number. */
export function summedLevel(value: number): number {
  return greyLevel(value + 1e-6);
}

/** A value cut to 0 to 1. */
export function clipUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
