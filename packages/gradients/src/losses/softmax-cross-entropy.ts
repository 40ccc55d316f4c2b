import type { Objective } from '../objective.ts';
import { matchingInput } from './matching-input.ts';
import { requireRank } from './require-rank.ts';

/**
 * The mean, over samples, of minus the logarithm of the probabilities that a softmax of the logits gives:
 * `-sum(targets log softmax(logits)) / sum(targets)`, so a sample weighs as much as its targets add up to.
 *
 * @param logits a value of the network, `samples x classes`
 * @param targets name of the input that takes the probabilities of classes, of the logits' type and shape
 */
export function softmaxCrossEntropy(logits: string, targets = 'targets'): Objective {
  return {
    write(writer) {
      requireRank(writer, logits, 2, 'samples x classes');
      const { graph } = writer;
      const name = matchingInput(writer, logits, targets);
      const sum = (value: string) => graph.add('ReduceSum', [value], { keepdims: { int: 0 } });
      const logarithms = graph.add('LogSoftmax', [logits], { axis: { int: 1 } });
      const likelihood = graph.add('Div', [sum(graph.add('Mul', [name, logarithms])), sum(name)]);
      return graph.add('Neg', [likelihood]);
    },
  };
}
