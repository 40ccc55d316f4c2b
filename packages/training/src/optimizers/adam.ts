import type { AdamStepSettings, Optimizer } from './optimizer.ts';

/** See {@link AdamStepSettings}. */
export function adam({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  weightDecay = 0,
}: AdamStepSettings): Optimizer {
  return {
    slots: 2,
    move(weights, gradient, [first, second], { learningRate, step }) {
      const rate = learningRate / (1 - beta1 ** step);
      const scale = 1 / (1 - beta2 ** step);
      for (let at = 0; at < weights.length; at++) {
        const slope = gradient[at]! + weightDecay * weights[at]!;
        first![at] = beta1 * first![at]! + (1 - beta1) * slope;
        second![at] = beta2 * second![at]! + (1 - beta2) * slope * slope;
        const move = (rate * first![at]!) / (Math.sqrt(second![at]! * scale) + epsilon);
        weights[at] = weights[at]! - move;
      }
    },
  };
}
