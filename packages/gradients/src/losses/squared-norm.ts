import type { Objective } from '../objective.ts';

/** The sum of the squares of a value of the network, of any shape: `sum(value^2)`. */
export function squaredNorm(value: string): Objective {
  return {
    write({ graph, value: find }) {
      find(value);
      const squares = graph.add('Mul', [value, value]);
      return graph.add('ReduceSum', [squares], { keepdims: { int: 0 } });
    },
  };
}
