import type { RgbImage } from '@ventral/arrays';
import { cutWindow } from './cut-window.ts';
import type { ImageSize } from './image-size.ts';
import { roundHalfEven } from './round-half-even.ts';

/**
 * Cuts out the centre of an image as torchvision's `CenterCrop` does; an image that is too small is
 * surrounded with black.
 *
 * @throws VentralError `OPTION_INVALID` for a size that no image has
 */
export function cropCentre(image: RgbImage, size: ImageSize): RgbImage {
  return cutWindow(image, { ...centreCorner(image, size), ...size }, 0);
}

/** The first pixel of the centre that is cut out; negative where the image is too small. */
export function centreCorner(image: ImageSize, { width, height }: ImageSize) {
  return { left: firstPixel(image.width, width), top: firstPixel(image.height, height) };
}

// An odd margin is halved differently: padding puts the larger half after the image, while cropping
// rounds half to even.
function firstPixel(available: number, wanted: number): number {
  const margin = (available - wanted) / 2;
  return margin < 0 ? Math.ceil(margin) : roundHalfEven(margin);
}
