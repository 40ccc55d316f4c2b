import {
  encodeNode,
  extendModel,
  type GraphConstant,
  type NodeProto,
  nodeAttributes,
  type OnnxModel,
} from '@ventral/onnx';
import { createGraphWriter, type GraphWriter, type NodeAttributes } from './graph-writer.ts';
import { isStandard } from './is-standard.ts';
import { namesIn } from './names-in.ts';
import { intOf, intsOf } from './node-place.ts';

/** The version that gradients are written in: the first where `ScatterElements` adds, and all else is. */
const leastOpset = 17;

interface OldNode {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: NodeAttributes;
}

/** How an operator of before a version is written since. */
interface Change {
  readonly before: number;
  readonly write: (node: OldNode, graph: GraphWriter) => void;
}

/** A setting of whole numbers that has become an input. */
function asInput(operation: string, setting: string): Change['write'] {
  return (node, graph) => {
    const { [setting]: _, ...attributes } = node.attributes;
    const values = intsOf(node, setting);
    const inputs = values === undefined ? node.inputs : [...node.inputs, graph.integers(values)];
    graph.addNode({ operation, inputs, outputs: node.outputs, attributes });
  };
}

/** What worked on a matrix, of the axes before one and of those from it on, and now works along an axis. */
function alongMatrix(operation: string): Change['write'] {
  return ({ inputs: [x = ''], outputs: [y = ''], attributes }, graph) => {
    const matrix = graph.add('Flatten', [x], { axis: attributes.axis ?? { int: 1 } });
    const rows = graph.add(operation, [matrix], { axis: { int: 1 } });
    graph.add('Reshape', [rows, graph.add('Shape', [x])], {}, y);
  };
}

/** A number that was a setting, as an input of the type of another. */
function bound(value: NodeAttributes[string] | undefined, x: string, graph: GraphWriter): string {
  if (value === undefined || !('float' in value)) return '';
  return graph.add('CastLike', [graph.number(value.float), x]);
}

const changes: Readonly<Record<string, readonly Change[]>> = {
  Squeeze: [{ before: 13, write: asInput('Squeeze', 'axes') }],
  Unsqueeze: [{ before: 13, write: asInput('Unsqueeze', 'axes') }],
  ReduceSum: [{ before: 13, write: asInput('ReduceSum', 'axes') }],
  Split: [{ before: 13, write: asInput('Split', 'split') }],
  Softmax: [{ before: 13, write: alongMatrix('Softmax') }],
  LogSoftmax: [{ before: 13, write: alongMatrix('LogSoftmax') }],
  Hardmax: [{ before: 13, write: alongMatrix('Hardmax') }],
  Dropout: [
    {
      before: 12,
      write: ({ inputs: [x = ''], outputs: [y = ''] }, graph) => {
        graph.add('Identity', [x], {}, y);
      },
    },
  ],
  Clip: [
    {
      before: 11,
      write: ({ inputs: [x = ''], outputs, attributes: { min, max } }, graph) => {
        const inputs = [x, bound(min, x, graph), bound(max, x, graph)];
        graph.addNode({ operation: 'Clip', inputs, outputs });
      },
    },
  ],
  Pad: [
    {
      before: 11,
      write: ({ inputs: [x = ''], outputs, attributes: { pads, value, ...attributes } }, graph) => {
        const border = pads !== undefined && 'ints' in pads ? pads.ints : [];
        const inputs = [x, graph.integers(border), bound(value, x, graph)];
        graph.addNode({ operation: 'Pad', inputs, outputs, attributes });
      },
    },
  ],
  Slice: [
    {
      before: 10,
      write: (node, graph) => {
        const [starts = [], ends = []] = [intsOf(node, 'starts'), intsOf(node, 'ends')];
        const axes = intsOf(node, 'axes') ?? [...starts.keys()];
        const inputs = [node.inputs[0] ?? '', ...[starts, ends, axes].map(graph.integers)];
        graph.addNode({ operation: 'Slice', inputs, outputs: node.outputs });
      },
    },
  ],
  TopK: [
    {
      before: 10,
      write: (node, graph) => {
        const { k: _, ...attributes } = node.attributes;
        const inputs = [node.inputs[0] ?? '', graph.integers([intOf(node, 'k', 1)])];
        graph.addNode({ operation: 'TopK', inputs, outputs: node.outputs, attributes });
      },
    },
  ],
  Scatter: [
    {
      before: 18,
      write: (node, graph) => graph.addNode({ ...node, operation: 'ScatterElements' }),
    },
  ],
  BatchNormalization: [
    {
      before: 9,
      write: ({ outputs: [y = ''], inputs, attributes: { spatial: _, ...attributes } }, graph) => {
        graph.addNode({ operation: 'BatchNormalization', inputs, outputs: [y], attributes });
      },
    },
  ],
  Resize: [{ before: 11, write: asymmetricResize }],
  Upsample: [{ before: 11, write: asymmetricResize }],
};

/**
 * Before coordinates could be chosen, a place was its number divided by the scale: rounded down along axes
 * that grow, and up along those that shrink, as the runtime has it.
 */
function asymmetricResize(
  { inputs: [x = '', given = ''], outputs: [y = ''], attributes: { scales, mode } }: OldNode,
  graph: GraphWriter,
): void {
  const stated = scales !== undefined && 'floats' in scales ? scales.floats : [];
  const single = graph.in('float32');
  const factors = given || single.array([stated.length], stated);
  const resize = (value: string, scale: string, rounding: string, output?: string) =>
    graph.add(
      'Resize',
      [value, '', scale],
      {
        mode: mode ?? { string: 'nearest' },
        coordinate_transformation_mode: { string: 'asymmetric' },
        nearest_mode: { string: rounding },
      },
      output,
    );
  const isNearest = mode === undefined || ('string' in mode && mode.string === 'nearest');
  if (given === '' || !isNearest) {
    resize(x, factors, 'floor', y);
    return;
  }
  const one = single.number(1);
  const larger = resize(x, graph.add('Max', [factors, one]), 'floor');
  resize(larger, graph.add('Min', [factors, one]), 'ceil', y);
}

/** The version of the standard operators that a model is written in. */
export function opsetOf({ header }: OnnxModel): number {
  const own = header.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  return Number(own?.version ?? 1);
}

/**
 * The model in operators of version 17 or later, which gradients are written in. What it computes stays the
 * same.
 */
export function withCurrentOperators(model: OnnxModel): OnnxModel {
  const opset = opsetOf(model);
  if (opset >= leastOpset) return model;
  const graph = createGraphWriter('float32', namesIn(model));
  const convert = (nodes: readonly NodeProto[]): NodeProto[] =>
    nodes.flatMap((node) => {
      const known = isStandard(node) && Object.hasOwn(changes, node.opType);
      const change = known && changes[node.opType]?.find(({ before }) => opset < before);
      if (change) {
        const from = graph.nodes.length;
        const { input: inputs, output: outputs } = node;
        change.write({ inputs, outputs, attributes: nodeAttributes(node) }, graph);
        return graph.nodes.slice(from).map(encodeNode);
      }
      const attribute = node.attribute.map((one) =>
        one.g === undefined ? one : { ...one, g: { ...one.g, node: convert(one.g.node) } },
      );
      return [{ ...node, attribute }];
    });
  const node = convert(model.graph.node);
  return withConstants({ ...model, graph: { ...model.graph, node } }, graph.constants);
}

function withConstants(model: OnnxModel, constants: readonly GraphConstant[]): OnnxModel {
  const outputs = model.graph.output.map(({ name }) => name);
  const extended = extendModel(model, { nodes: model.graph.node, constants, outputs });
  const opsetImport = model.header.opsetImport.map((one) =>
    one.domain === '' || one.domain === 'ai.onnx' ? { ...one, version: BigInt(leastOpset) } : one,
  );
  const irVersion = extended.header.irVersion < 8n ? 8n : extended.header.irVersion;
  return { ...extended, header: { ...extended.header, irVersion, opsetImport } };
}
