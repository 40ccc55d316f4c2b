import type { GraphWriter } from '../graph-writer.ts';

/** The square root; at 0, where its slope is infinite, with a slope of 0, as a norm has none there. */
export function root(value: string, graph: GraphWriter): string {
  const isZero = graph.add('Equal', [value, graph.number(0)]);
  const positive = graph.add('Where', [isZero, graph.number(1), value]);
  return graph.add('Where', [isZero, graph.number(0), graph.add('Sqrt', [positive])]);
}
