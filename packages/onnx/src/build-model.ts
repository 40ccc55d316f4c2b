import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { NdArray } from '@ventral/arrays';
import { type ElementType, elementTypeCode } from './element-type.ts';
import { encodeModel } from './encode-model.ts';
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
  type ValueInfoProto,
} from './generated/onnx_pb.ts';
import type { OnnxModel } from './onnx-model.ts';
import { valueInfo } from './value-info.ts';

/** An input or output of a graph. */
export interface GraphValue {
  readonly name: string;
  readonly type: ElementType;
  /** Sizes; a word stands for one that is only known when the graph runs. */
  readonly shape: readonly (number | string)[];
}

/** A constant of a graph; its element type follows from its values. */
export interface GraphConstant
  extends NdArray<Float32Array | Float64Array | Int32Array | BigInt64Array> {
  readonly name: string;
}

/** A setting of a node; ONNX tells whole numbers from real ones, so the kind is said. */
export type GraphAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly string: string }
  | { readonly graph: GraphDescription };

/** One operation of a graph. */
export interface GraphNode {
  /** ONNX operator, such as `Gemm`. */
  readonly operation: string;
  /** Names of values; an empty one leaves an optional input out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, GraphAttribute>>;
}

/** A graph, or the body of a `Scan`, `Loop` or `If`. */
export interface GraphDescription {
  readonly inputs: readonly GraphValue[];
  readonly outputs: readonly GraphValue[];
  /** In the order of computation; some may be as files hold them. */
  readonly nodes: readonly (GraphNode | NodeProto)[];
  readonly initializers?: readonly GraphConstant[];
}

/** A whole model: a graph and the version of the operators it is written in. */
export interface ModelGraph extends GraphDescription {
  /**
   * Version of the ONNX operator set.
   * @default 17
   */
  readonly opset?: number;
}

/**
 * Encodes a graph as an ONNX file in memory.
 *
 * @example
 * const product = buildModel({
 *   inputs: [
 *     { name: 'a', type: 'float64', shape: ['n', 'k'] },
 *     { name: 'b', type: 'float64', shape: ['k', 'm'] },
 *   ],
 *   outputs: [{ name: 'c', type: 'float64', shape: ['n', 'm'] }],
 *   nodes: [{ operation: 'MatMul', inputs: ['a', 'b'], outputs: ['c'] }],
 * });
 */
export function buildModel(graph: ModelGraph): Uint8Array {
  return encodeModel(modelOfGraph(graph));
}

/** A graph as a model in memory. */
export function modelOfGraph({ opset = 17, ...graph }: ModelGraph): OnnxModel {
  const header = create(ModelProtoSchema, {
    // The version of the file format that came with operator set 17; runtimes read older ones.
    irVersion: 8n,
    producerName: 'ventral',
    opsetImport: [{ domain: '', version: BigInt(opset) }],
  });
  return { name: 'The graph', folder: undefined, header, graph: graphProto(graph) };
}

function graphProto(graph: GraphDescription): GraphProto {
  return create(GraphProtoSchema, {
    name: 'graph',
    input: graph.inputs.map(describeValue),
    output: graph.outputs.map(describeValue),
    initializer: (graph.initializers ?? []).map(encodeConstant),
    node: graph.nodes.map((node) => ('opType' in node ? node : encodeNode(node))),
  });
}

/** A node as files hold it. */
export function encodeNode({ operation, inputs, outputs, attributes = {} }: GraphNode): NodeProto {
  return create(NodeProtoSchema, {
    opType: operation,
    input: [...inputs],
    output: [...outputs],
    attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
  });
}

/** An input or output as files hold it. */
export function describeValue({ name, type, shape }: GraphValue): ValueInfoProto {
  return valueInfo(name, elementTypeCode(type), shape);
}

/** A constant as files hold it. */
export function encodeConstant({ name, shape, values }: GraphConstant): Uint8Array {
  const tensor = create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: elementTypeCode(typeOfArray(values)),
    rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  });
  return toBinary(TensorProtoSchema, tensor);
}

function typeOfArray(values: GraphConstant['values']): ElementType {
  if (values instanceof Float32Array) return 'float32';
  if (values instanceof Float64Array) return 'float64';
  return values instanceof Int32Array ? 'int32' : 'int64';
}

function attributeProto(name: string, value: GraphAttribute): AttributeProto {
  return create(AttributeProtoSchema, { name, ...attributeValue(value) });
}

function attributeValue(value: GraphAttribute): MessageInitShape<typeof AttributeProtoSchema> {
  if ('int' in value) return { type: AttributeType.INT, i: BigInt(value.int) };
  if ('ints' in value) return { type: AttributeType.INTS, ints: value.ints.map(BigInt) };
  if ('float' in value) return { type: AttributeType.FLOAT, f: value.float };
  if ('floats' in value) return { type: AttributeType.FLOATS, floats: [...value.floats] };
  if ('graph' in value) return { type: AttributeType.GRAPH, g: graphProto(value.graph) };
  return { type: AttributeType.STRING, s: new TextEncoder().encode(value.string) };
}
