import { advanceBy } from './advance-by.ts';
import type { Norm } from './norm.ts';

/**
 * The root of the sum of squares, over all pixels and colours, is at most the radius. A step goes along the
 * gradient; none where that is 0.
 */
export const l2: Norm = {
  advance: advanceBy({
    step(perturbation, gradient, size) {
      const norm = length(gradient);
      if (norm === 0) return;
      const factor = size / norm;
      for (let at = 0; at < gradient.length; at++) perturbation[at]! += factor * gradient[at]!;
    },
    project(perturbation, radius) {
      const norm = length(perturbation);
      if (norm > radius) scale(perturbation, radius / norm);
    },
  }),
  draw(count, radius, random) {
    // A direction that is as likely as any other, and a place along it as for a ball of so many axes.
    const direction = Float64Array.from({ length: count }, () => random.standardNormal());
    const distance = radius * random.randomSample() ** (1 / count);
    scale(direction, distance / length(direction));
    return direction;
  },
};

function length(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! ** 2;
  return Math.sqrt(sum);
}

function scale(values: Float64Array, factor: number): void {
  for (let at = 0; at < values.length; at++) values[at]! *= factor;
}
