import type { Objective } from '../objective.ts';
import { exactly } from './exactly.ts';
import { ofLabels } from './of-labels.ts';
import { requireRank } from './require-rank.ts';

/**
 * The mean, over samples, of minus the logarithm of the probability that a softmax of the logits gives to
 * the label. Computed in float64: in float32 the gradient of an image that is classified with certainty
 * cancels to 1e-4 of itself.
 *
 * @param logits a value of the network, `samples x classes`
 * @param labels name of the input that takes the labels, `samples`, counted from 0 (int64); the runtime
 *   refuses another number of them, and labels that are no class
 */
export function crossEntropy(logits: string, labels = 'labels'): Objective {
  return {
    write(writer) {
      requireRank(writer, logits, 2, 'samples x classes');
      const graph = writer.graph.in('float64');
      const exact = exactly(logits, graph);
      const logarithms = graph.add('LogSoftmax', [exact], { axis: { int: 1 } });
      const own = ofLabels(logarithms, logits, labels, writer);
      return graph.add('Neg', [graph.add('ReduceMean', [own], { keepdims: { int: 0 } })]);
    },
  };
}
