import { countValues } from '@ventral/arrays';
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

/** How many numbers an array of weights holds. */
export function slotLength({ shape }: WeightSlot): number {
  return countValues(shape);
}

/** How many weights are trained: all but the means and variances that normalisations saw. */
export function countParameters(slots: readonly WeightSlot[]): number {
  return slots
    .filter(({ kind }) => kind !== 'mean' && kind !== 'variance')
    .reduce((sum, slot) => sum + slotLength(slot), 0);
}
