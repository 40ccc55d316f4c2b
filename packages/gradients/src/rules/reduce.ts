import type { GraphWriter } from '../graph-writer.ts';

/**
 * Reduces along axes, which stay with size 1. Sums take their axes as an input in every version from 13 on,
 * all others as a setting up to 17.
 */
export function reduce(
  operator: 'ReduceMean' | 'ReduceMax' | 'ReduceL1' | 'ReduceL2',
  value: string,
  axes: readonly number[],
  graph: GraphWriter,
): string {
  return graph.opset < 18
    ? graph.add(operator, [value], { axes: { ints: axes } })
    : graph.add(operator, [value, graph.integers(axes)]);
}
