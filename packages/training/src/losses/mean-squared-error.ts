import type { LossKind } from './loss-kind.ts';

// ONNX's numbers of the types that Cast makes.
const elementTypes = { float32: 1, float64: 11 };

/** The mean, over samples and outputs, of the squared difference. */
export const meanSquaredError: LossKind = {
  compute(prediction, targets, graph) {
    const difference = graph.add('Sub', [prediction, targets]);
    const loss = graph.add('ReduceMean', [graph.add('Mul', [difference, difference])], {
      keepdims: { int: 0 },
    });
    // Counted when the graph runs: the last batch of an epoch may be smaller.
    const count = graph.add('Cast', [graph.add('Size', [difference])], {
      to: { int: elementTypes[graph.precision] },
    });
    const scale = graph.add('Div', [graph.number(2), count]);
    return { loss, gradient: graph.add('Mul', [difference, scale]) };
  },
  evaluate({ values: predictions }, { values: targets }) {
    let sum = 0;
    for (let index = 0; index < targets.length; index++) {
      sum += ((predictions[index] as number) - (targets[index] as number)) ** 2;
    }
    return sum / targets.length;
  },
};
