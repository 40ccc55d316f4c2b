import type { LossKind } from './loss-kind.ts';

/**
 * The mean, over samples, of minus the logarithm of the probability given to what was the case:
 * `-sum(targets log softmax(predictions)) / sum(targets)`, so a sample weighs as much as its targets
 * add up to.
 */
export const softmaxCrossEntropy: LossKind = {
  compute(prediction, targets, graph) {
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
  },
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
