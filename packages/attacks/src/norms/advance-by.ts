import type { Norm } from './norm.ts';

/** What a norm says of the perturbation of one image. */
interface Perturbing {
  /**
   * Adds the steepest step, in place.
   *
   * @param current where the step begins: pixels at 0 or 1 may not be able to move
   */
  step(
    perturbation: Float64Array,
    gradient: Float32Array,
    size: number,
    current: Float32Array,
  ): void;
  /** Brings it back to at most `radius`, in place. */
  project(perturbation: Float64Array, radius: number): void;
}

/** A step in 64-bit numbers, of its two parts. */
export function advanceBy({ step, project }: Perturbing): Norm['advance'] {
  return (image, current, gradient, size, radius) => {
    const perturbation = new Float64Array(image.length);
    for (let at = 0; at < image.length; at++) perturbation[at] = current[at]! - image[at]!;
    step(perturbation, gradient, size, current);
    project(perturbation, radius);
    addWithin(image, perturbation, current);
  };
}

/** Makes `into` the image and a perturbation, cut to 0..1. */
export function addWithin(
  image: Float32Array,
  change: ArrayLike<number>,
  into: Float32Array,
): void {
  for (let at = 0; at < into.length; at++) {
    into[at] = Math.max(0, Math.min(1, image[at]! + change[at]!));
  }
}
