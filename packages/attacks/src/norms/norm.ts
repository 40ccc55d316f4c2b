import type { RandomState } from '@ventral/numerics';

/** How large a perturbation may be, and which way is the steepest within that. All sizes in pixels 0..1. */
export interface Norm {
  /**
   * Adds the steepest step to a perturbation, in place.
   *
   * @param perturbation of one image
   * @param gradient of the loss by its pixels
   * @param size of the step, measured in this norm
   * @param current where the step begins: pixels at 0 or 1 may not be able to move
   */
  step(
    perturbation: Float64Array,
    gradient: Float32Array,
    size: number,
    current: Float32Array,
  ): void;
  /** Brings a perturbation back to at most `radius`, in place. */
  project(perturbation: Float64Array, radius: number): void;
  /** A perturbation of at most `radius` to begin with. */
  draw(length: number, radius: number, random: RandomState): Float64Array;
}
