import type { NdArray, RgbImage } from '@ventral/arrays';

/**
 * Responses that are weighted sums of the values of a layer, as linear mappings predict those of recorded
 * sites: `values . weights + intercept`.
 */
export interface LinearReadout {
  readonly layer: string;
  /** Values of the layer for one image x sites. */
  readonly weights: NdArray<Float32Array>;
  /** One a site. */
  readonly intercepts: Float32Array;
}

/**
 * What the responses of some sites to an image are wanted to come to, as a number that is to rise.
 *
 * - `stretch`: the sum of the responses, each times its goal;
 * - `one-hot`: the logarithm of the softmax over the sites, each site times its goal: 1 for the site that is to
 *   stand out, 0 for the others;
 * - `pattern`: minus half the summed squares of the differences between responses and goals.
 */
export type ResponseAim = 'stretch' | 'one-hot' | 'pattern';

/** Predicted responses to some images, and how what is wanted of them changes with each pixel. */
export interface ReadoutSlopes {
  /** `images x sites` */
  readonly responses: Float32Array;
  /** Of the aim of each image by its own pixels: `images x height x width x 3`. */
  readonly gradients: Float32Array;
}

/**
 * How an aim for predicted responses changes with the pixels of the image, ready to run. Pixels are as for
 * `ImageGradient`. Close it when done.
 */
export interface ReadoutGradient extends AsyncDisposable {
  /** Of the images that `run` takes. */
  readonly size: { readonly width: number; readonly height: number };
  /** An image as the network sees it. */
  fit(image: RgbImage): RgbImage;
  /**
   * Computes responses and gradients, forward and backward in one run.
   *
   * @param pixels `images x height x width x 3`; any real numbers
   * @param goals of each site for each image, `images x sites`
   * @throws VentralError `SHAPE_MISMATCH` for what are no such images, or other goals
   * @throws VentralError `RESPONSES_INVALID` where a response or a gradient is NaN or infinite
   */
  run(pixels: Float32Array, goals: Float32Array): Promise<ReadoutSlopes>;
}
