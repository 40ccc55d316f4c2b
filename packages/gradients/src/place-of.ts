import { type NodeProto, nodeAttributes } from '@ventral/onnx';
import { isPrecision, type Precision } from './graph-writer.ts';
import type { NodePlace } from './node-place.ts';
import type { ValueSizes } from './value-sizes.ts';

/**
 * A node of a graph as rules see it.
 *
 * @param wanted whether the gradient by an input is wanted
 */
export function placeOf(
  node: NodeProto,
  values: ValueSizes,
  opset: number,
  wanted: (input: string) => boolean,
): NodePlace {
  const [first = ''] = node.output;
  const type = values.type(first);
  const precision: Precision = isPrecision(type) ? type : 'float32';
  return {
    operation: node.opType,
    name: node.name || first,
    inputs: node.input,
    outputs: node.output,
    attributes: nodeAttributes(node),
    opset,
    precision,
    wanted: node.input.map(wanted),
    sizes: values.sizes,
    type: values.type,
  };
}
