import type { NdArray } from '@ventral/arrays';

/**
 * The values with one row an image: moves the axis that counts the images to the front, where it is
 * not. Other axes stay in their order.
 *
 * @param axis the axis of images; undefined where all values are of one image
 * @returns shares the values where they are in this order already
 */
export function imagesFirst(
  { shape, values }: NdArray<Float32Array>,
  axis: number | undefined,
): NdArray<Float32Array> {
  if (axis === undefined) return { shape: [1, ...shape], values };
  if (axis === 0) return { shape, values };
  const images = shape[axis] ?? 1;
  const inner = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const outer = values.length / images / inner;
  const moved = new Float32Array(values.length);
  for (let image = 0, to = 0; image < images; image++) {
    for (let row = 0; row < outer; row++, to += inner) {
      const from = (row * images + image) * inner;
      moved.set(values.subarray(from, from + inner), to);
    }
  }
  return { shape: [images, ...shape.filter((_, index) => index !== axis)], values: moved };
}
