import { centreCorner } from './crop-centre.ts';
import { enlargedSide } from './enlarged-side.ts';
import type { ImageSize } from './image-size.ts';
import type { FitToInput } from './preprocessing.ts';
import { shorterSideSize } from './resize-image.ts';

/** A part of an image, in shares of its width (`left`, `width`) and of its height. */
interface FittedPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The part of an image that a network sees: what `fitToInput` leaves of one of this size.
 *
 * @returns the whole, `{ left: 0, top: 0, width: 1, height: 1 }`, where nothing is cut off; beyond it where the
 *   image is surrounded with black
 * @throws VentralError `OPTION_INVALID` where the image would be enlarged beyond measure
 */
export function fittedPart(image: ImageSize, resize: FitToInput, size: ImageSize): FittedPart {
  if (resize.mode === 'stretch') return { left: 0, top: 0, width: 1, height: 1 };
  const resized = shorterSideSize(image, enlargedSide(resize, size));
  const { left, top } = centreCorner(resized, size);
  return {
    left: left / resized.width,
    top: top / resized.height,
    width: size.width / resized.width,
    height: size.height / resized.height,
  };
}
