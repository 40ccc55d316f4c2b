import type { GraphNode } from '@ventral/onnx';

/** A node of a network that a test writes by hand. */
export function node(
  operation: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: GraphNode['attributes'] = {},
): GraphNode {
  return { operation, inputs, outputs, attributes };
}
