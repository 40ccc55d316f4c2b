import type { LossKind } from './loss-kind.ts';

/** The mean, over samples and outputs, of the squared difference. */
export const meanSquaredError: LossKind = (prediction, targets, graph) => {
  const difference = graph.add('Sub', [prediction, targets]);
  const loss = graph.add('ReduceMean', [graph.add('Mul', [difference, difference])], {
    keepdims: { int: 0 },
  });
  const count = graph.add('Cast', [graph.add('Size', [difference])], {
    to: { int: elementTypes[graph.precision] },
  });
  const scale = graph.add('Div', [graph.number(2), count]);
  return { loss, gradient: graph.add('Mul', [difference, scale]) };
};

// ONNX's numbers of the types that Cast makes.
const elementTypes = { float32: 1, float64: 11 };
