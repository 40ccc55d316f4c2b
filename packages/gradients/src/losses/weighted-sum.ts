import type { Objective } from '../objective.ts';
import { matchingInput } from './matching-input.ts';

/**
 * The sum of a value of the network, each number times its weight: `sum(weights value)`. Its gradient is
 * the product of the weights with the Jacobian, for any layer.
 *
 * @param value a value of the network, of any shape
 * @param weights name of the input that takes the weights, of the value's type and shape
 */
export function weightedSum(value: string, weights = `${value} weights`): Objective {
  return {
    write(writer) {
      const { graph } = writer;
      const factors = matchingInput(writer, writer.value(value), weights);
      const weighted = graph.add('Mul', [value, factors]);
      return graph.add('ReduceSum', [weighted], { keepdims: { int: 0 } });
    },
  };
}
