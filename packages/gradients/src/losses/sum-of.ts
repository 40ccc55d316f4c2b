import { typeCodes } from '../graph-writer.ts';
import type { Objective } from '../objective.ts';

/**
 * The sum of several objectives, each times its weight: `sum(weight objective)`.
 *
 * @param parts an objective beside its weight
 */
export function sumOf(
  parts: readonly (readonly [weight: number, objective: Objective])[],
): Objective {
  return {
    write(writer) {
      const graph = writer.graph.in('float64');
      const weighted = parts.map(([weight, objective]) => {
        const value = graph.add('Cast', [objective.write(writer)], {
          to: { int: typeCodes.float64 },
        });
        return graph.add('Mul', [value, graph.number(weight)]);
      });
      return graph.add('Sum', weighted);
    },
  };
}
