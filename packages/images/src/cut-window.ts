import type { RgbImage } from '@ventral/arrays';
import { checkImageSize, checkRgbImage, type ImageSize } from './image-size.ts';

/** A rectangle of pixels, which may reach beyond the image it is laid over. */
export interface Window extends ImageSize {
  /** Column of its first pixel; negative where it begins left of the image. */
  readonly left: number;
  /** Row of its first pixel; negative where it begins above the image. */
  readonly top: number;
}

/** Copies what a window shows; where there is no image it shows the grey level `fill` (0 to 255). */
export function cutWindow(image: RgbImage, window: Window, fill: number): RgbImage {
  checkRgbImage(image);
  checkImageSize(window);
  const { left, top, width, height } = window;
  const data = new Uint8Array(width * height * 3).fill(fill);
  const from = Math.max(0, left);
  const to = Math.min(image.width, left + width);
  for (let row = Math.max(0, top); row < Math.min(image.height, top + height); row++) {
    if (from >= to) break;
    const line = image.data.subarray((row * image.width + from) * 3, (row * image.width + to) * 3);
    data.set(line, ((row - top) * width + (from - left)) * 3);
  }
  return { width, height, data };
}
