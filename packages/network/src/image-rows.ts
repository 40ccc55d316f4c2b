import type { ObjectiveWriter } from '@ventral/gradients';
import type { ModelLayer } from '@ventral/onnx';

/** A layer whose values are brought into rows. */
export type RowLayer = Pick<ModelLayer, 'name' | 'imageAxis' | 'shape'>;

const float32 = 1;

/**
 * The values of a layer as a matrix with one row an image, in float32 also for layers of half precision: sums
 * of those end at 65,504.
 *
 * @returns name of the matrix
 */
export function imageRows(
  { name, imageAxis, shape }: RowLayer,
  { graph, value }: Pick<ObjectiveWriter, 'graph' | 'value'>,
): string {
  const values = graph.add('Cast', [value(name)], { to: { int: float32 } });
  if (imageAxis === undefined) return graph.add('Reshape', [values, graph.integers([1, -1])]);
  const axes = shape.map((_, axis) => (axis < imageAxis ? axis : axis + 1));
  const first = graph.add('Transpose', [values], { perm: { ints: [imageAxis, ...axes] } });
  return graph.add('Flatten', [first], { axis: { int: 1 } });
}
