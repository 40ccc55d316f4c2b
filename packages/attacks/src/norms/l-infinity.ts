import type { Norm } from './norm.ts';

/** No pixel moves by more than the radius. A step moves each by its sign; one without slope stays. */
export const lInfinity: Norm = {
  step(perturbation, gradient, size) {
    for (let at = 0; at < gradient.length; at++) {
      perturbation[at]! += size * Math.sign(gradient[at]!);
    }
  },
  project(perturbation, radius) {
    for (let at = 0; at < perturbation.length; at++) {
      perturbation[at] = Math.max(-radius, Math.min(radius, perturbation[at]!));
    }
  },
  draw: (length, radius, random) =>
    Float64Array.from({ length }, () => radius * (2 * random.randomSample() - 1)),
};
