/** A dense array of any rank. Every array of Ventral is one; most say more of themselves. */
export interface NdArray<Values extends ArrayLike<unknown> = Float32Array | Float64Array> {
  /** Sizes, slowest first; empty for a single number. */
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Values;
}

/** The number of values that an array of this shape holds. */
export function countValues(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
