import { VentralError } from '@ventral/errors';
import { type ImageSize, mostEnlargedPixels } from './image-size.ts';
import type { FitToInput } from './preprocessing.ts';

/**
 * Pixels of an image's shorter side before its centre is cut out for an input of some size.
 *
 * @throws VentralError `OPTION_INVALID` where there are more than 4,096: each image would take long, and
 *   gigabytes
 */
export function enlargedSide(
  { shorterSide, crop }: Extract<FitToInput, { mode: 'shorter-side-crop' }>,
  { width, height }: ImageSize,
): number {
  const pixels = Math.floor((Math.max(width, height) * shorterSide) / crop);
  if (pixels <= mostEnlargedPixels) return pixels;
  throw new VentralError(
    'OPTION_INVALID',
    `The preprocessing enlarges images to ${pixels} pixels (shorterSide ${shorterSide} / crop ${crop} ` +
      `x ${Math.max(width, height)}).`,
    {
      hint: `At most ${mostEnlargedPixels} are possible. Networks are mostly trained with 256 / 224.`,
    },
  );
}

/**
 * Requires that images can be made to fit an input of some size, before any is read.
 *
 * @throws VentralError `OPTION_INVALID`; see {@link enlargedSide}
 */
export function requireFit(resize: FitToInput, size: ImageSize): void {
  if (resize.mode === 'shorter-side-crop') enlargedSide(resize, size);
}
