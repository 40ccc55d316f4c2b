import { advanceBy } from './advance-by.ts';
import type { Norm } from './norm.ts';

// A pixel so near to black or white counts as there: with the exact bounds, rounding decides which pixel is free.
const margin = 1e-4;

/**
 * The sum of all changes is at most the radius. A step goes to the one pixel and colour with the steepest
 * slope among those that can still move (the first of equal ones); perturbations are brought back to the
 * nearest that is small enough.
 *
 * Reference for the latter: Duchi et al. (2008), https://doi.org/10.1145/1390156.1390191
 */
export const l1: Norm = {
  advance: advanceBy({
    step(perturbation, gradient, size, current) {
      let [steepest, at] = [0, -1];
      for (let index = 0; index < gradient.length; index++) {
        const slope = gradient[index]!;
        if (Math.abs(slope) <= steepest) continue;
        const pixel = current[index]!;
        const isBlocked = slope > 0 ? pixel >= 1 - margin : pixel <= margin;
        if (!isBlocked) [steepest, at] = [Math.abs(slope), index];
      }
      if (at >= 0) perturbation[at]! += size * Math.sign(gradient[at]!);
    },
    project(perturbation, radius) {
      const sizes = perturbation.map(Math.abs).filter((size) => size > 0);
      if (sum(sizes) <= radius) return;
      // What is taken from every change so that the rest adds up to the radius.
      let [total, taken] = [0, 0];
      for (const [index, size] of sizes.sort().reverse().entries()) {
        total += size;
        const candidate = (total - radius) / (index + 1);
        if (size <= candidate) break;
        taken = candidate;
      }
      for (const [at, change] of perturbation.entries()) {
        perturbation[at] = Math.sign(change) * Math.max(Math.abs(change) - taken, 0);
      }
    },
  }),
  draw(count, radius, random) {
    const sizes = Float64Array.from({ length: count }, () => -Math.log(1 - random.randomSample()));
    const share = (radius * random.randomSample() ** (1 / count)) / sum(sizes);
    return sizes.map((size) => (random.randomSample() < 0.5 ? -1 : 1) * size * share);
  },
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
