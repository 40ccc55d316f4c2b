import type { GraphWriter } from '../graph-writer.ts';

/** The sum of all numbers of a value. */
export function total(value: string, graph: GraphWriter): string {
  return graph.add('ReduceSum', [value], { keepdims: { int: 0 } });
}
