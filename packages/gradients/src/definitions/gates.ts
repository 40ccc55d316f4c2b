import { floatOf, wordOf } from '../node-place.ts';
import type { Definitions } from './definition.ts';

/** Smooth and piecewise gates: a value times what says how much of it passes. */
export const gates: Definitions = {
  HardSwish: ({ inputs: [x = ''] }, graph) => {
    const gate = graph.add('HardSigmoid', [x], { alpha: { float: 1 / 6 }, beta: { float: 0.5 } });
    return graph.add('Mul', [x, gate]);
  },
  Mish: ({ inputs: [x = ''] }, graph) =>
    graph.add('Mul', [x, graph.add('Tanh', [graph.add('Softplus', [x])])]),
  Swish: (node, graph) => {
    const {
      inputs: [x = ''],
    } = node;
    const slope = graph.number(floatOf(node, 'alpha', 1));
    return graph.add('Mul', [x, graph.add('Sigmoid', [graph.add('Mul', [x, slope])])]);
  },
  Gelu: (node, graph) => {
    const {
      inputs: [x = ''],
    } = node;
    const [half, one] = [graph.number(0.5), graph.number(1)];
    const gate = () => {
      if (wordOf(node, 'approximate', 'none') !== 'tanh') {
        return graph.add('Erf', [graph.add('Mul', [x, graph.number(Math.SQRT1_2)])]);
      }
      const cube = graph.add('Mul', [x, graph.add('Mul', [x, x])]);
      const inner = graph.add('Add', [x, graph.add('Mul', [cube, graph.number(0.044715)])]);
      return graph.add('Tanh', [graph.add('Mul', [inner, graph.number(Math.sqrt(2 / Math.PI))])]);
    };
    return graph.add('Mul', [graph.add('Mul', [x, half]), graph.add('Add', [one, gate()])]);
  },
};
