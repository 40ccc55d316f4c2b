import { type GraphWriter, typeCodes } from '../graph-writer.ts';

/** A value in float64. */
export function exactly(value: string, graph: GraphWriter): string {
  return graph.add('Cast', [value], { to: { int: typeCodes.float64 } });
}
