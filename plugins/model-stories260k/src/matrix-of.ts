import type { GrowingGraph } from '@ventral/onnx';

/**
 * Adds weights that a row is multiplied by, and says their name.
 *
 * @param weights outputs x inputs, rows one after another
 * @returns name of the matrix, inputs x outputs
 */
export function matrixOf(
  graph: GrowingGraph,
  of: string,
  weights: Float32Array,
  inputs: number,
): string {
  const outputs = weights.length / inputs;
  const columns = weights.map((_, at) => {
    return weights[(at % outputs) * inputs + Math.floor(at / outputs)] as number;
  });
  return graph.constant(`${of}/weights`, [inputs, outputs], columns);
}
