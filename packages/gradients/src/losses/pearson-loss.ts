import type { Objective } from '../objective.ts';
import { centred } from './centred.ts';
import { exactly } from './exactly.ts';
import { matchingInput } from './matching-input.ts';
import { requireRank } from './require-rank.ts';

/**
 * One minus the mean, over units, of the correlation over samples between a value and its targets.
 * Computed in float64.
 *
 * @param value a value of the network, `samples x units`
 * @param targets name of the input that takes the targets, of the value's type and shape
 */
export function pearsonLoss(value: string, targets = 'targets'): Objective {
  return {
    write(writer) {
      requireRank(writer, value, 2, 'samples x units');
      const expected = matchingInput(writer, value, targets);
      const graph = writer.graph.in('float64');
      const [x, y] = [value, expected].map((one) => centred(exactly(one, graph), graph)) as [
        string,
        string,
      ];
      const overSamples = (a: string, b: string) =>
        graph.add('ReduceSum', [graph.add('Mul', [a, b]), graph.integers([0])]);
      const norms = graph.add('Sqrt', [graph.add('Mul', [overSamples(x, x), overSamples(y, y)])]);
      const correlations = graph.add('Div', [overSamples(x, y), norms]);
      const mean = graph.add('ReduceMean', [correlations], { keepdims: { int: 0 } });
      return graph.add('Sub', [graph.number(1), mean]);
    },
  };
}
