import { softmaxCrossEntropy as softmaxCrossEntropyOf } from '@ventral/gradients';
import type { LossKind } from './loss-kind.ts';

/**
 * The mean, over samples, of minus the logarithm of the probability given to what was the case:
 * `-sum(targets log softmax(predictions)) / sum(targets)`, so a sample weighs as much as its targets
 * add up to.
 */
export const softmaxCrossEntropy: LossKind = {
  objective: softmaxCrossEntropyOf,
  evaluate({ values: predictions }, { shape: [samples = 0, classes = 0], values: targets }) {
    let [likelihood, total] = [0, 0];
    for (let sample = 0; sample < samples; sample++) {
      const from = sample * classes;
      const own = Array.from(predictions.subarray(from, from + classes));
      const largest = Math.max(...own);
      const sum = own.reduce((running, value) => running + Math.exp(value - largest), 0);
      for (const [output, value] of own.entries()) {
        const target = targets[from + output] as number;
        likelihood += target * (value - largest - Math.log(sum));
        total += target;
      }
    }
    return -likelihood / total;
  },
};
