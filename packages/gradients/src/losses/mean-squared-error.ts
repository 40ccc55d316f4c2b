import type { Objective } from '../objective.ts';
import { ofShape } from './of-shape.ts';
import { shapeOf } from './shape-of.ts';

/**
 * The mean, over all numbers, of the squared difference between a value and its targets.
 *
 * @param value a value of the network, of any shape
 * @param targets name of the input that takes the targets, of the value's type and shape
 */
export function meanSquaredError(value: string, targets = 'targets'): Objective {
  return {
    write({ graph, input, value: find, sizes, type }) {
      find(value);
      const shape = shapeOf(sizes(value), targets);
      const name = input({ name: targets, type: type(value) ?? 'float32', shape });
      const difference = graph.add('Sub', [value, ofShape(name, value, graph)]);
      const squares = graph.add('Mul', [difference, difference]);
      return graph.add('ReduceMean', [squares], { keepdims: { int: 0 } });
    },
  };
}
