import type { GraphWriter } from '../graph-writer.ts';

/**
 * Adds the nodes of a loss, from the names of predictions and targets, `batch x outputs`.
 *
 * @returns names of the loss, a single number, and of its gradient by the predictions
 */
export type LossKind = (
  prediction: string,
  targets: string,
  graph: GraphWriter,
) => { readonly loss: string; readonly gradient: string };
