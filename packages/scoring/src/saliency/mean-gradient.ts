import type { SaliencyTask } from './saliency-method.ts';

const batch = 10;

/**
 * The mean gradient over as many images as are asked for, computed ten at a time.
 *
 * @param imageAt writes an image, of its index
 */
export async function meanGradient(
  { gradient, pixels: { length }, samples: count, report }: SaliencyTask,
  imageAt: (index: number, into: Float32Array) => void,
): Promise<Float32Array> {
  const sum = new Float64Array(length);
  for (let start = 0; start < count; start += batch) {
    report(start, count);
    const rows = Math.min(batch, count - start);
    const images = new Float32Array(rows * length);
    for (let row = 0; row < rows; row++) {
      imageAt(start + row, images.subarray(row * length, (row + 1) * length));
    }
    const { gradients } = await gradient.run(images);
    for (const [place, value] of gradients.entries()) sum[place % length]! += value;
  }
  report(count, count);
  return Float32Array.from(sum, (value) => value / count);
}
