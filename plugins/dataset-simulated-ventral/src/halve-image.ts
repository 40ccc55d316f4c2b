/**
 * The mean of each two by two pixels, and how many of these there are along a side.
 *
 * @param image row-major, `size x size`; `size` even
 */
export function halveImage(image: Float32Array, size: number): [Float32Array, number] {
  const half = size / 2;
  const result = new Float32Array(half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = 2 * y * size + 2 * x;
      result[y * half + x] =
        (image[at]! + image[at + 1]! + image[at + size]! + image[at + size + 1]!) / 4;
    }
  }
  return [result, half];
}
