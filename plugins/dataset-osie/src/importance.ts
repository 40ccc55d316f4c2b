import { imageSize, type Looks } from './looks.ts';

// The authors' Gaussian, in pixels, and where they cut it off.
const sigma = 24;
const radius = Math.floor(3.5 * sigma);
const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
  Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
);

/**
 * How often people looked near each pixel of an image: every place is a Gaussian of 24 pixels whose highest value is 1.
 *
 * @param looks of this image
 * @returns row by row, `600 x 800`
 */
export function importanceOf(looks: Looks): Float32Array {
  const { width, height } = imageSize;
  const counts = new Float64Array(width * height);
  for (const { x, y } of looks) {
    // The right and lower edge belong to the last pixel.
    const [column, row] = [Math.min(Math.floor(x), width - 1), Math.min(Math.floor(y), height - 1)];
    counts[row * width + column]! += 1;
  }
  const wide = spread(counts, 1, width);
  return Float32Array.from(spread(wide, width, height));
}

/** Each value spread along an axis: cells are `step` apart, and `length` of them lie on a line. */
function spread(values: Float64Array, step: number, length: number): Float64Array {
  const result = new Float64Array(values.length);
  for (const [cell, value] of values.entries()) {
    if (value === 0) continue;
    const at = Math.floor(cell / step) % length;
    const last = Math.min(length - 1, at + radius);
    for (let to = Math.max(0, at - radius); to <= last; to++) {
      result[cell + (to - at) * step]! += value * kernel[to - at + radius]!;
    }
  }
  return result;
}
