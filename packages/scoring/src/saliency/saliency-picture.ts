import type { RgbImage } from '@ventral/arrays';
import { heatPicture } from '@ventral/images';

/** A map of a response as a picture, and the value at the top of its scale. */
export interface SaliencyPicture {
  readonly picture: RgbImage;
  /** The strength that is drawn brightest; stronger pixels look like it. */
  readonly brightest: number;
}

const shownShare = 0.99;

/**
 * Draws a map beside and over its image. A pixel's strength is the largest of its three values, signs left
 * out. Few pixels are far stronger than the rest: the scale ends where 99 % of the pixels that are not 0 are
 * below.
 *
 * @param values one a pixel and colour, `height x width x 3`
 */
export function drawSaliency(image: RgbImage, values: Float32Array): SaliencyPicture {
  const strengths = Float32Array.from({ length: values.length / 3 }, (_, pixel) =>
    Math.max(...values.subarray(pixel * 3, pixel * 3 + 3).map(Math.abs)),
  );
  const sorted = strengths.filter((strength) => strength > 0).sort();
  const brightest = sorted[Math.ceil(sorted.length * shownShare) - 1] ?? 0;
  return { picture: heatPicture(image, strengths, brightest), brightest };
}
