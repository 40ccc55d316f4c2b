import type { RgbImage } from '@ventral/arrays';
import type { ModelNoise, NoiseDraw } from './noise-draw.ts';

/** Scores of classes, and how what is asked of each image changes with its pixels. */
export interface ClassSlopes {
  /** `images x classes`, before any softmax. */
  readonly scores: Float32Array;
  /** Of the loss of each image, or of a score, by its own pixels: `images x height x width x 3`. */
  readonly gradients: Float32Array;
}

/** A part of an image, in shares of its width and height; 0, 0, 1 and 1 for the whole. */
export interface SeenPart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A model that names what is on an image, ready to be asked. Pixels are those of the image as the network
 * sees it, resized and cut to its input, red, green, blue, from 0 (black) to 1: what the model does to them
 * afterwards is part of what is asked, and of what is differentiated. Close it when done.
 */
export interface Classifier extends AsyncDisposable {
  /** Changes whenever its scores would. */
  readonly digest: string;
  /** The layer that holds the scores of classes. */
  readonly layer: string;
  /**
   * The noise that its scores are under, a draw at a time: whoever wants a mean averages over draws.
   * @default absent: the same image always has the same scores
   */
  readonly noise?: ModelNoise | undefined;
  /** Of the images, in pixels. */
  readonly size: { readonly width: number; readonly height: number };
  /** An image as the network sees it. */
  fit(image: RgbImage): RgbImage;
  /**
   * The part of an image of this size that `fit` leaves, in shares of its width (`left`, `width`) and height
   * (`top`, `height`).
   */
  seenPart(image: { readonly width: number; readonly height: number }): SeenPart;
  /**
   * Scores the classes, before any softmax. It needs no gradient.
   *
   * @param pixels `images x height x width x 3`; any real numbers
   * @returns `images x classes`
   * @throws VentralError `SHAPE_MISMATCH` for what are no such images
   * @throws VentralError `RESPONSES_INVALID` where a score is NaN or infinite
   */
  scores(pixels: Float32Array, draw?: NoiseDraw): Promise<Float32Array>;
  /**
   * Scores the classes, and differentiates the cross-entropy of each image: minus the logarithm of the
   * probability that a softmax of the scores gives to its label. Computed in float64 from the
   * scores on: in float32 the gradient of an image that is classified with certainty cancels.
   *
   * @param labels the class of each image, from 0
   * @param into as many numbers as `pixels`, for the gradients: whoever asks again and again gives the same, which
   *   spares the memory of each time
   * @default into a new array
   * @throws VentralError `GRADIENT_UNAVAILABLE` where the network has no gradient, with the reason
   * @throws VentralError `OPTION_INVALID` for a label that is no class
   * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` as `scores`
   */
  slopes(
    pixels: Float32Array,
    labels: readonly number[],
    draw?: NoiseDraw,
    into?: Float32Array,
  ): Promise<ClassSlopes>;
  /**
   * Scores the classes, and differentiates one score of each image.
   *
   * @param classes whose score it is, of each image, from 0
   * @throws VentralError as `slopes`
   */
  scoreSlopes(
    pixels: Float32Array,
    classes: readonly number[],
    draw?: NoiseDraw,
  ): Promise<ClassSlopes>;
}
