import type { GraphWriter } from '../graph-writer.ts';

/**
 * Multiplies along one axis: `out[.., i, ..] = sum over j of matrix[i, j] value[.., j, ..]`.
 *
 * @param matrix name of a matrix, `new size x size`
 * @param size of the axis
 * @param inner product of the sizes of the axes behind it
 * @returns `outer x new size x inner`; the caller gives it its shape
 */
export function alongAxis(
  value: string,
  matrix: string,
  size: number,
  inner: number,
  graph: GraphWriter,
): string {
  const blocks = graph.add('Reshape', [value, graph.integers([-1, size, inner])]);
  return graph.add('MatMul', [matrix, blocks]);
}
