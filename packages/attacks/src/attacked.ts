/** How each image stands. */
export interface Judged {
  /** What the attack makes larger. */
  readonly losses: Float64Array;
  /** Whether the attack has reached what it is for, such as a wrong class. */
  readonly hasSucceeded: readonly boolean[];
}

/** How each image stands, and which way its loss rises. */
export interface Slopes extends Judged {
  /** Of the loss of each image by its pixels, one image after the other. */
  readonly gradients: Float32Array;
}

/**
 * What an attack works on: a loss of each image that it makes larger. Images are pixels from 0 (black) to 1,
 * one after the other; what a model does to them before it looks is part of the loss, and of its gradient.
 */
export interface Attacked {
  /**
   * Losses and their gradients.
   *
   * @param pixels of some images
   * @param rows which image of the set each is, for what belongs to it, such as its label
   * @param look which look of an attack this is, from 1: noise, where there is any, is another in each. 0, as where
   *   it is left out, is the look by which images are named in the end
   * @param into as many numbers as `pixels`, which the gradients may be written to
   * @default into a new array
   */
  slopes(
    pixels: Float32Array,
    rows: readonly number[],
    look?: number,
    into?: Float32Array,
  ): Promise<Slopes>;
  /** Losses alone. */
  judge(pixels: Float32Array, rows: readonly number[], look?: number): Promise<Judged>;
}
