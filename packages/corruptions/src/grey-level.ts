/**
 * A value as the authors store it in a byte: cut to 0 to 255, and its fraction cut off, once it is put into
 * a `Uint8Array`.
 */
export function greyLevel(value: number): number {
  return Math.min(Math.max(value, 0), 255);
}

/** The same of a sum of many products: what misses a whole number by their rounding errors alone is that number. */
export function summedLevel(value: number): number {
  return greyLevel(value + 1e-6);
}

/** A value cut to 0 to 1. */
export function clipUnit(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
