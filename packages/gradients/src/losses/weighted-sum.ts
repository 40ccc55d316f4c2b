import type { Objective } from '../objective.ts';
import { ofShape } from './of-shape.ts';
import { shapeOf } from './shape-of.ts';

/**
 * The sum of a value of the network, each number times its weight: `sum(weights value)`. Its gradient is
 * the product of the weights with the Jacobian, for any layer.
 *
 * @param value a value of the network, of any shape
 * @param weights name of the input that takes the weights, of the value's type and shape
 */
export function weightedSum(value: string, weights = `${value} weights`): Objective {
  return {
    write({ graph, input, value: find, sizes, type }) {
      find(value);
      const shape = shapeOf(sizes(value), weights);
      const name = input({ name: weights, type: type(value) ?? 'float32', shape });
      const weighted = graph.add('Mul', [value, ofShape(name, value, graph)]);
      return graph.add('ReduceSum', [weighted], { keepdims: { int: 0 } });
    },
  };
}
