import type { RandomState } from '@ventral/numerics';

/** How large a perturbation may be, and which way is the steepest within that. All sizes in pixels 0..1. */
export interface Norm {
  /**
   * Takes the steepest step, and comes back to within `radius` of the image and then to pixels of 0..1.
   *
   * @param current where the step begins, changed to where it ends
   * @param gradient of the loss by its pixels
   * @param size of the step, measured in this norm
   */
  advance(
    image: Float32Array,
    current: Float32Array,
    gradient: Float32Array,
    size: number,
    radius: number,
  ): void;
  /** A perturbation of at most `radius` to begin with. */
  draw(length: number, radius: number, random: RandomState): Float64Array;
}
