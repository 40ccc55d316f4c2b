import type { RgbImage } from '@ventral/arrays';
import type { NoiseDraw } from './noise-draw.ts';

/**
 * One number that a model says of an image: a class score; the response of one unit of a layer, counted in
 * its values for one image; or the squared norm of a whole layer, the sum of its squared values.
 */
export type ImageResponse =
  | { readonly class: number }
  | { readonly layer: string; readonly unit?: number | undefined };

/** Responses to some images, and how they change with each pixel. */
export interface ImageSlopes {
  /** One response an image. */
  readonly responses: Float64Array;
  /** Of each response by the pixels of its image: `images x height x width x 3`. */
  readonly gradients: Float32Array;
}

/**
 * How a response of a model changes with the pixels of the image, ready to run. Pixels are those of the
 * image as the network sees it, resized and cut to its input, red, green, blue, from 0 (black) to 1: what
 * the model does to them afterwards is part of what is differentiated. Close it when done.
 */
export interface ImageGradient extends AsyncDisposable {
  /** The layer that the response is read from. */
  readonly layer: string;
  /** Index of the unit, in the layer's values for one image; undefined for the squared norm of all. */
  readonly unit: number | undefined;
  /** An image as the network sees it. */
  fit(image: RgbImage): RgbImage;
  /**
   * Computes responses and their gradients; where the model has noise, in one draw of it.
   *
   * @param pixels `images x height x width x 3`, of the size that `fit` gives; any real numbers
   * @param into as many numbers as `pixels`, for the gradients, so that whoever asks again and again may give the same
   * @default into a new array
   * @throws VentralError `SHAPE_MISMATCH` for what are no such images
   * @throws VentralError `RESPONSES_INVALID` where a response or a gradient is NaN or infinite
   */
  run(pixels: Float32Array, draw?: NoiseDraw, into?: Float32Array): Promise<ImageSlopes>;
}
