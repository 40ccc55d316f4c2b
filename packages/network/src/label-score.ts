import type { Objective, ObjectiveWriter } from '@ventral/gradients';
import { imageRows, type RowLayer } from './image-rows.ts';

/**
 * The sum, over images, of the score that each gives to the class it is asked about: its gradient by the
 * pixels of an image is that of the image's own score.
 *
 * @param labels name of the input that takes the classes, one an image (int64)
 */
export function labelScore(layer: RowLayer, labels: string): Objective {
  return { write: (writer) => sumOfLabels(writer, imageRows(layer, writer), labels) };
}

/** The sum over rows of the value at the label of each. */
export function sumOfLabels(writer: ObjectiveWriter, rows: string, labels: string): string {
  const { graph } = writer;
  const given = writer.input({ name: labels, type: 'int64', shape: ['labels'] });
  const column = graph.add('Unsqueeze', [given, graph.integers([1])]);
  const own = graph.add('GatherElements', [rows, column], { axis: { int: 1 } });
  return graph.add('ReduceSum', [own], { keepdims: { int: 0 } });
}
