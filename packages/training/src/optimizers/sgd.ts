import type { Optimizer, SgdSettings } from './optimizer.ts';

/** See {@link SgdSettings}. */
export function sgd({ momentum = 0.9, nesterov = false, weightDecay = 0 }: SgdSettings): Optimizer {
  return {
    slots: momentum === 0 ? 0 : 1,
    move(weights, gradient, [velocity], { learningRate }) {
      for (let at = 0; at < weights.length; at++) {
        const slope = gradient[at]! + weightDecay * weights[at]!;
        let move = slope;
        if (velocity !== undefined) {
          // What is kept is 0 at first, so the first step is that of the gradient.
          velocity[at] = momentum * velocity[at]! + slope;
          move = nesterov ? slope + momentum * velocity[at]! : velocity[at]!;
        }
        weights[at] = weights[at]! - learningRate * move;
      }
    },
  };
}
