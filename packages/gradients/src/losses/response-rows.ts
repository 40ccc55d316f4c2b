import type { ObjectiveWriter } from '../objective.ts';
import { exactly } from './exactly.ts';

/**
 * Adds an input of recorded responses, `samples x neuroids`, to compare with a layer of any number of units.
 *
 * @param layer the value whose type they have
 * @returns the responses in float64
 */
export function responseRows(
  { graph, input, type }: ObjectiveWriter,
  layer: string,
  name: string,
): string {
  const shape = [`size 0 of ${name}`, `size 1 of ${name}`];
  return exactly(input({ name, type: type(layer) ?? 'float32', shape }), graph);
}
