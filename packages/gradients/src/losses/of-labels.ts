import type { ObjectiveWriter } from '../objective.ts';
import { shapeOf } from './shape-of.ts';

/**
 * Of each sample the number at the class that is its label.
 *
 * @param values `samples x classes`, as the logits are
 * @param labels name of the input that takes the labels, `samples`, counted from 0 (int64)
 * @returns `samples x 1`
 */
export function ofLabels(
  values: string,
  logits: string,
  labels: string,
  { graph, input, sizes }: ObjectiveWriter,
): string {
  const shape = shapeOf(sizes(logits).slice(0, 1), labels);
  const name = input({ name: labels, type: 'int64', shape });
  // One label a sample, no less; and one below 0 would count from the last class.
  const [ofSamples, ofClasses] = [0, 1].map((axis) =>
    graph.add('Shape', [logits], { start: { int: axis }, end: { int: axis + 1 } }),
  ) as [string, string];
  const isBelow = graph.add('Less', [name, graph.integer(0)]);
  const known = graph.add('Where', [isBelow, ofClasses, name]);
  const each = graph.add('Reshape', [known, ofSamples]);
  const column = graph.add('Unsqueeze', [each, graph.integers([1])]);
  return graph.add('GatherElements', [values, column], { axis: { int: 1 } });
}
