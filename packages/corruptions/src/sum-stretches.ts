/**
 * Adds up stretches of an array, each with its weight: `output[at + i]` becomes the sum of
 * `weights[k] * input[starts[k] + i]`, for `i` below `length`.
 *
 * Every filter here is made of this: a stretch is a row of the image, and a tap of the filter a row begun
 * some values earlier or later.
 */
export function sumStretches(
  input: Float64Array,
  starts: Int32Array,
  weights: Float64Array,
  output: Float64Array,
  at: number,
  length: number,
): void {
  // Four at a time: a quarter of the traffic with the output. What lacks to four weighs nothing.
  for (let tap = 0; tap < starts.length; tap += 4) {
    const a = starts[tap]!;
    const b = starts[tap + 1] ?? a;
    const c = starts[tap + 2] ?? a;
    const d = starts[tap + 3] ?? a;
    const p = weights[tap]!;
    const q = weights[tap + 1] ?? 0;
    const r = weights[tap + 2] ?? 0;
    const s = weights[tap + 3] ?? 0;
    if (tap === 0) {
      for (let i = 0; i < length; i++) {
        output[at + i] =
          p * input[a + i]! + q * input[b + i]! + r * input[c + i]! + s * input[d + i]!;
      }
    } else {
      for (let i = 0; i < length; i++) {
        output[at + i]! +=
          p * input[a + i]! + q * input[b + i]! + r * input[c + i]! + s * input[d + i]!;
      }
    }
  }
}
