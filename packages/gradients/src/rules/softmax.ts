import type { GraphWriter } from '../graph-writer.ts';
import { intOf, type NodePlace } from '../node-place.ts';
import { elementwise, type Rules } from './rule.ts';

/** Probabilities and their logarithms along an axis. */
export const softmax: Rules = {
  Softmax: elementwise(({ dy, y, node, graph }) => {
    const weighted = graph.add('Mul', [dy, y]);
    const mean = graph.add('Mul', [y, sumOverAxis(weighted, node, graph)]);
    return graph.add('Sub', [weighted, mean]);
  }),
  LogSoftmax: elementwise(({ dy, y, node, graph }) => {
    const expected = graph.add('Mul', [graph.add('Exp', [y]), sumOverAxis(dy, node, graph)]);
    return graph.add('Sub', [dy, expected]);
  }),
};

function sumOverAxis(value: string, node: NodePlace, graph: GraphWriter): string {
  return graph.add('ReduceSum', [value, graph.integers([intOf(node, 'axis', -1)])]);
}
