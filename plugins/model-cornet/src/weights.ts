/** One array of weights that a network needs. */
export interface WeightSlot {
  /**
   * What it does: a `filter` convolves or multiplies and a `bias` is added to the result; a
   * normalisation has a `scale` and a `shift`, and maybe the `mean` and `variance` it saw in training.
   */
  readonly kind: 'filter' | 'bias' | 'scale' | 'shift' | 'mean' | 'variance';
  /** Output channels first. */
  readonly shape: readonly number[];
}

/** Where a network gets its weights from: asked for each array in the order of computation. */
export type WeightSource = (slot: WeightSlot) => Float32Array;
