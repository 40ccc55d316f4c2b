import type { Objective } from '@ventral/gradients';
import { imageRows, type RowLayer } from './image-rows.ts';

/**
 * What is differentiated for some images at once: the sum of their responses, which is no other for each
 * image than its own response.
 *
 * @param unit index in the values of one image; undefined for the squared norm of all
 */
export function layerResponse(layer: RowLayer, unit: number | undefined): Objective {
  return {
    write(writer) {
      const { graph } = writer;
      const rows = imageRows(layer, writer);
      const summed = (what: string) => graph.add('ReduceSum', [what], { keepdims: { int: 0 } });
      return unit === undefined
        ? summed(graph.add('Mul', [rows, rows]))
        : summed(graph.add('Gather', [rows, graph.integers([unit])], { axis: { int: 1 } }));
    },
  };
}
