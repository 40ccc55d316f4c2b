/**
 * From the bytes of an image file to the input of a network: decoding and resizing that give
 * Pillow's values, placing on a screen, cropping and normalising.
 *
 * Published scores depend on these values: bilinear means Pillow's bilinear, to the last grey level.
 *
 * @example
 * const image = await decodeImage(await readFile('cat.jpg'), 'cat.jpg');
 * const input = preprocess(image, preprocessings.torch, { width: 224, height: 224 }, 'NCHW');
 *
 * @module
 */
export { cropCentre } from './crop-centre.ts';
export { decodeImage } from './decode-image.ts';
export { encodeJpeg } from './encode-jpeg.ts';
export { encodePng } from './encode-png.ts';
export { requireFit } from './enlarged-side.ts';
export { fittedPart } from './fitted-part.ts';
export { heatPicture } from './heat-picture.ts';
export { checkRgbImage, type ImageSize } from './image-size.ts';
export {
  type DegreesOnScreen,
  placeImageOnScreen,
  placeOnScreen,
} from './place-on-screen.ts';
export { fitToInput, preprocess, type TensorLayout } from './preprocess.ts';
export {
  type ChannelValues,
  type FitToInput,
  type Preprocessing,
  parsePreprocessing,
  preprocessings,
} from './preprocessing.ts';
export { type ResizeFilter, resizeFilters } from './resampling-weights.ts';
export { resizeImage, resizeShorterSide } from './resize-image.ts';
export { roundHalfEven } from './round-half-even.ts';
