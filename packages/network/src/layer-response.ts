import type { Objective } from '@ventral/gradients';
import type { ModelLayer } from '@ventral/onnx';

const float32 = 1;

/**
 * What is differentiated for some images at once: the sum of their responses, which is no other for each
 * image than its own response. Summed in float32, also for layers of half precision: those end at 65,504.
 *
 * @param unit index in the values of one image; undefined for the squared norm of all
 */
export function layerResponse(
  { name, imageAxis, shape }: Pick<ModelLayer, 'name' | 'imageAxis' | 'shape'>,
  unit: number | undefined,
): Objective {
  return {
    write({ graph, value }) {
      const values = graph.add('Cast', [value(name)], { to: { int: float32 } });
      const summed = (what: string) => graph.add('ReduceSum', [what], { keepdims: { int: 0 } });
      if (unit === undefined) return summed(graph.add('Mul', [values, values]));
      const axes = shape.map((_, axis) => (axis < (imageAxis ?? 0) ? axis : axis + 1));
      const rows =
        imageAxis === undefined
          ? graph.add('Reshape', [values, graph.integers([1, -1])])
          : graph.add(
              'Flatten',
              [graph.add('Transpose', [values], { perm: { ints: [imageAxis, ...axes] } })],
              { axis: { int: 1 } },
            );
      return summed(graph.add('Gather', [rows, graph.integers([unit])], { axis: { int: 1 } }));
    },
  };
}
