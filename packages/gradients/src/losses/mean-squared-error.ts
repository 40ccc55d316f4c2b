import type { Objective } from '../objective.ts';
import { matchingInput } from './matching-input.ts';

/**
 * The mean, over all numbers, of the squared difference between a value and its targets.
 *
 * @param value a value of the network, of any shape
 * @param targets name of the input that takes the targets, of the value's type and shape
 */
export function meanSquaredError(value: string, targets = 'targets'): Objective {
  return {
    write(writer) {
      const { graph } = writer;
      const expected = matchingInput(writer, writer.value(value), targets);
      const difference = graph.add('Sub', [value, expected]);
      const squares = graph.add('Mul', [difference, difference]);
      return graph.add('ReduceMean', [squares], { keepdims: { int: 0 } });
    },
  };
}
