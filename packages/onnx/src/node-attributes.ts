import type { GraphAttribute } from './build-model.ts';
import {
  type AttributeProto,
  AttributeProto_AttributeType as AttributeType,
  type NodeProto,
} from './generated/onnx_pb.ts';

/**
 * The settings of a node that are numbers or text, by name; graphs and tensors are left out. Those a file
 * does not mention are not there: their defaults depend on the operator.
 */
export function nodeAttributes(node: NodeProto): Readonly<Record<string, GraphAttribute>> {
  return Object.fromEntries(
    node.attribute.flatMap((attribute) => {
      const value = attributeValue(attribute);
      return value === undefined ? [] : [[attribute.name, value] as const];
    }),
  );
}

function attributeValue(attribute: AttributeProto): GraphAttribute | undefined {
  const { type, i = 0n, f = 0, s, ints, floats } = attribute;
  if (type === AttributeType.INT) return { int: wholeNumber(i) };
  if (type === AttributeType.INTS) return { ints: ints.map(wholeNumber) };
  if (type === AttributeType.FLOAT) return { float: f };
  if (type === AttributeType.FLOATS) return { floats };
  if (type === AttributeType.STRING) return { string: new TextDecoder().decode(s) };
  return undefined;
}

/** Exporters write the largest of all numbers for 'to the end'; a number holds no more than this one. */
function wholeNumber(value: bigint): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, Number(value)));
}
