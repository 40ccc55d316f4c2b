import type { RgbImage } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { cropCentre } from './crop-centre.ts';
import { enlargedSide } from './enlarged-side.ts';
import type { ImageSize } from './image-size.ts';
import { normalisedLevels } from './normalised-levels.ts';
import type { FitToInput, Preprocessing } from './preprocessing.ts';
import { resizeImage, resizeShorterSide } from './resize-image.ts';

/** Whether channels are apart (`3 x height x width`) or together (`height x width x 3`). */
export type TensorLayout = 'NCHW' | 'NHWC';

/**
 * Turns an image into what a network takes: resized, then normalised in float32 as torchvision does.
 *
 * @param size width and height of the network's input
 * @param into where the `3 * height * width` values go, such as a batch; new where absent
 * @param offset index in `into` of the first value
 * @returns `into`
 * @throws VentralError `SHAPE_MISMATCH` where `into` has no room
 * @throws VentralError `OPTION_INVALID` where the image would be enlarged beyond measure
 */
export function preprocess(
  image: RgbImage,
  preprocessing: Preprocessing,
  size: ImageSize,
  layout: TensorLayout,
  into: Float32Array = new Float32Array(3 * size.width * size.height),
  offset = 0,
): Float32Array {
  const { data } = fitToInput(image, preprocessing.resize, size);
  if (into.length < offset + data.length) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${data.length} values from index ${offset} do not fit into ${into.length}.`,
    );
  }
  const [betweenChannels, betweenPixels] =
    layout === 'NCHW' ? [size.width * size.height, 1] : [1, 3];
  const [redChannel, blueChannel] = preprocessing.channelOrder === 'RGB' ? [0, 2] : [2, 0];
  const redLevels = normalisedLevels(preprocessing, redChannel);
  const greenLevels = normalisedLevels(preprocessing, 1);
  const blueLevels = normalisedLevels(preprocessing, blueChannel);
  let red = offset + redChannel * betweenChannels;
  let green = offset + betweenChannels;
  let blue = offset + blueChannel * betweenChannels;
  for (let from = 0; from < data.length; from += 3) {
    into[red] = redLevels[data[from]!]!;
    into[green] = greenLevels[data[from + 1]!]!;
    into[blue] = blueLevels[data[from + 2]!]!;
    red += betweenPixels;
    green += betweenPixels;
    blue += betweenPixels;
  }
  return into;
}

/**
 * An image as a network sees it, before its values are normalised: resized, and cut where the
 * preprocessing says so.
 *
 * @throws VentralError `OPTION_INVALID` where the image would be enlarged beyond measure
 */
export function fitToInput(image: RgbImage, resize: FitToInput, size: ImageSize): RgbImage {
  if (resize.mode === 'stretch') return resizeImage(image, size, resize.filter);
  const shorterSide = enlargedSide(resize, size);
  return cropCentre(resizeShorterSide(image, shorterSide, resize.filter), size);
}
