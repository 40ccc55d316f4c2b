import type { ObjectiveWriter } from '../objective.ts';
import { shapeOf } from './shape-of.ts';

/**
 * Adds an input of the type and the shape of a value of the network, such as its targets. It has to have that
 * shape when it is fed: fewer samples would be repeated in silence, where the runtime refuses to arrange them
 * in another shape.
 *
 * @returns the input in the shape of the value
 */
export function matchingInput(
  { graph, input, sizes, type }: ObjectiveWriter,
  value: string,
  name: string,
): string {
  const shape = shapeOf(sizes(value), name);
  const given = input({ name, type: type(value) ?? 'float32', shape });
  return graph.add('Reshape', [given, graph.add('Shape', [value])]);
}
