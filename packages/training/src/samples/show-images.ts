import type { ImageView } from './augmentation.ts';
import type { ImageSamples, PixelScale } from './image-samples.ts';

/**
 * Images as a network takes them, `rows x 3 x height x width`.
 *
 * @param viewOf how the image at a place among the rows is shown
 */
export function showImages(
  images: ImageSamples,
  rows: readonly number[],
  viewOf: (place: number) => ImageView,
  scale: PixelScale,
): Float32Array {
  const { height, width } = images;
  const shown = new Float32Array(rows.length * 3 * height * width);
  for (const [place, row] of rows.entries()) {
    showImage(images, row, viewOf(place), scale, shown, place * 3 * height * width);
  }
  return shown;
}

function showImage(
  { height, width, levels }: ImageSamples,
  row: number,
  { right, down, isFlipped }: ImageView,
  scale: PixelScale,
  into: Float32Array,
  start: number,
): void {
  const image = row * height * width * 3;
  for (let channel = 0, to = start; channel < 3; channel++) {
    const colour = scale.channels[channel]!;
    const table = channel * 256;
    for (let y = 0; y < height; y++) {
      const fromY = y + down;
      const isInside = fromY >= 0 && fromY < height;
      for (let x = 0; x < width; x++) {
        const fromX = (isFlipped ? width - 1 - x : x) + right;
        const level =
          isInside && fromX >= 0 && fromX < width
            ? levels[image + (fromY * width + fromX) * 3 + colour]!
            : 0;
        into[to++] = scale.levels[table + level]!;
      }
    }
  }
}
