/**
 * Adds the slope of the total variation of an image: half the mean, over neighbours beside and below each other,
 * of the squared differences.
 *
 * @param image one value a pixel, row-major
 * @param factor what the slope is times
 * @param into as the image
 */
export function addVariationSlope(
  image: Float32Array,
  width: number,
  factor: number,
  into: Float32Array,
): void {
  const height = image.length / width;
  const pairs = height * (width - 1) + width * (height - 1);
  const share = factor / pairs;
  for (let at = 0; at < image.length; at++) {
    if ((at + 1) % width !== 0) move(at, at + 1);
    if (at + width < image.length) move(at, at + width);
  }

  function move(one: number, other: number): void {
    const slope = share * (image[one]! - image[other]!);
    into[one]! += slope;
    into[other]! -= slope;
  }
}
