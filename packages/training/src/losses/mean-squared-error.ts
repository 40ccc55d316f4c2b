import { meanSquaredError as meanSquaredErrorOf } from '@ventral/gradients';
import type { LossKind } from './loss-kind.ts';

/** The mean, over samples and outputs, of the squared difference. */
export const meanSquaredError: LossKind = {
  objective: meanSquaredErrorOf,
  evaluate({ values: predictions }, { values: targets }) {
    let sum = 0;
    for (let index = 0; index < targets.length; index++) {
      sum += ((predictions[index] as number) - (targets[index] as number)) ** 2;
    }
    return sum / targets.length;
  },
};
