import type { GraphWriter } from '../graph-writer.ts';

/** The products of all rows with all rows: `samples x samples`. */
export function gram(rows: string, graph: GraphWriter): string {
  return graph.add('MatMul', [rows, graph.add('Transpose', [rows], { perm: { ints: [1, 0] } })]);
}
