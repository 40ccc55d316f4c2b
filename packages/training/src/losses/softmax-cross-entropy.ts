import type { LossKind } from './loss-kind.ts';

/**
 * The mean, over samples, of minus the logarithm of the probability given to what was the case:
 * `-sum(targets log softmax(predictions)) / sum(targets)`, so a sample weighs as much as its targets
 * add up to.
 */
export const softmaxCrossEntropy: LossKind = (prediction, targets, graph) => {
  const logarithms = graph.add('LogSoftmax', [prediction], { axis: { int: 1 } });
  const sum = (value: string) => graph.add('ReduceSum', [value], { keepdims: { int: 0 } });
  const total = sum(targets);
  const likelihood = graph.add('Div', [sum(graph.add('Mul', [targets, logarithms])), total]);
  const weights = graph.add('ReduceSum', [targets, graph.integers([1])]);
  const expected = graph.add('Mul', [graph.add('Exp', [logarithms]), weights]);
  return {
    loss: graph.add('Neg', [likelihood]),
    gradient: graph.add('Div', [graph.add('Sub', [expected, targets]), total]),
  };
};
