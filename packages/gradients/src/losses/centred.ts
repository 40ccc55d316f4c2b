import { type GraphWriter, typeCodes } from '../graph-writer.ts';

/**
 * Numbers minus their mean along an axis.
 *
 * @default axis 0, the samples
 */
export function centred(value: string, graph: GraphWriter, axis = 0): string {
  const total = graph.add('ReduceSum', [value, graph.integers([axis])]);
  const sizes = graph.add('Shape', [value]);
  const number = graph.add('Gather', [sizes, graph.integers([axis])]);
  const count = graph.add('Cast', [number], { to: { int: typeCodes[graph.precision] } });
  return graph.add('Sub', [value, graph.add('Div', [total, count])]);
}
