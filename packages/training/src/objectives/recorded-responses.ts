import type { NdArray } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { Tensor } from '@ventral/onnx';

/** Responses to each image of a set, all finite: `images x neuroids`. */
export interface ResponsesToImages extends NdArray {
  readonly shape: readonly [images: number, neuroids: number];
}

/** Responses to some of the images, as float32. */
export function responsesTo(
  rows: readonly number[],
  { shape: [, neuroids], values }: ResponsesToImages,
): Tensor {
  const some = new Float32Array(rows.length * neuroids);
  for (const [place, row] of rows.entries()) {
    some.set(values.subarray(row * neuroids, (row + 1) * neuroids), place * neuroids);
  }
  return { type: 'float32', shape: [rows.length, neuroids], values: some };
}

/**
 * Responses with a mean of 0 and a deviation of 1 over images, neuroid by neuroid.
 *
 * @throws VentralError `RESPONSES_INVALID` where a neuroid responds alike to all images, or not by numbers
 */
export function standardized({ shape, values }: ResponsesToImages): ResponsesToImages {
  const [images, neuroids] = shape;
  const result = new Float64Array(values.length);
  for (let neuroid = 0; neuroid < neuroids; neuroid++) {
    let sum = 0;
    for (let at = neuroid; at < values.length; at += neuroids) sum += values[at]!;
    const mean = sum / images;
    let squares = 0;
    for (let at = neuroid; at < values.length; at += neuroids) squares += (values[at]! - mean) ** 2;
    const deviation = Math.sqrt(squares / images);
    if (!(deviation > 0 && Number.isFinite(deviation))) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `Neuroid ${neuroid} cannot be predicted: its responses have a deviation of ${deviation}.`,
        { hint: 'Leave it out: it responds alike to all images, or not by numbers.' },
      );
    }
    for (let at = neuroid; at < values.length; at += neuroids) {
      result[at] = (values[at]! - mean) / deviation;
    }
  }
  return { shape, values: result };
}
