import type { NdArray } from '@ventral/arrays';
import type { GraphWriter } from '../graph-writer.ts';

/** What training makes small: a mean over samples. */
export interface LossKind {
  /**
   * Adds the nodes that compute it, from the names of predictions and targets, `batch x outputs`.
   *
   * @returns names of the loss, a single number, and of its gradient by the predictions
   */
  compute(
    prediction: string,
    targets: string,
    graph: GraphWriter,
  ): { readonly loss: string; readonly gradient: string };
  /** The loss of predictions that are known: both `samples x outputs`. */
  evaluate(predictions: NdArray, targets: NdArray): number;
}
