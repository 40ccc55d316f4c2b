import type { GraphWriter } from '../graph-writer.ts';

/**
 * An input that has to have the shape of a value: fewer samples would be repeated in silence, where the
 * runtime refuses to arrange them in another shape.
 */
export function ofShape(input: string, value: string, graph: GraphWriter): string {
  return graph.add('Reshape', [input, graph.add('Shape', [value])]);
}
