import type { GrowingGraph } from '@ventral/onnx';

/**
 * Adds weights that a row is multiplied by, and says their name.
 *
 * @param parts matrices of outputs x inputs, to be put side by side
 * @returns name of one of inputs x outputs
 */
export function matrixOf(
  graph: GrowingGraph,
  of: string,
  parts: readonly Float32Array[],
  inputs: number,
): string {
  const outputs = parts.reduce((sum, { length }) => sum + length, 0) / inputs;
  const whole = new Float32Array(outputs * inputs);
  let done = 0;
  for (const part of parts) {
    for (const [at, weight] of part.entries()) {
      whole[(at % inputs) * outputs + done + Math.floor(at / inputs)] = weight;
    }
    done += part.length / inputs;
  }
  return graph.constant(`${of}/weights`, [inputs, outputs], whole);
}
