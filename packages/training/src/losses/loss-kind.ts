import type { NdArray } from '@ventral/arrays';
import type { Objective } from '@ventral/gradients';

/** What training makes small: a mean over samples. */
export interface LossKind {
  /** What gradients are taken of, from the names of the predictions and of an input for their targets. */
  objective(predictions: string, targets: string): Objective;
  /** The loss of predictions that are known: both `samples x outputs`. */
  evaluate(predictions: NdArray, targets: NdArray): number;
}
