import type { Loss } from '../training-engine.ts';
import type { LossKind } from './loss-kind.ts';
import { meanSquaredError } from './mean-squared-error.ts';
import { softmaxCrossEntropy } from './softmax-cross-entropy.ts';

/** How each loss is computed. */
export const lossKinds: Readonly<Record<Loss, LossKind>> = {
  meanSquaredError,
  softmaxCrossEntropy,
};
