/** What noise a network responds with, where it has any: its responses without are not to be had of it. */
export interface ModelNoise {
  /** Of the random numbers. */
  readonly seed: number;
  /** Over how many draws its gradients are averaged. */
  readonly draws: number;
}

/**
 * Under which noise a network is asked. The same image has the same noise in the same draw, in any batch; a
 * network without noise always responds alike.
 */
export interface NoiseDraw {
  /**
   * The number of each image in its set.
   * @default its place among those given
   */
  readonly rows?: readonly number[] | undefined;
  /**
   * Which draw, from 0.
   * @default 0
   */
  readonly draw?: number | undefined;
}
