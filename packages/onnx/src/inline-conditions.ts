import { create, toBinary } from '@bufbuild/protobuf';
import { encodeNode } from './build-model.ts';
import {
  AttributeProto_AttributeType as AttributeType,
  type GraphProto,
  type NodeProto,
  NodeProtoSchema,
  TensorProtoSchema,
} from './generated/onnx_pb.ts';
import { type ModelInput, modelInputs } from './model-inputs.ts';
import type { OnnxModel } from './onnx-model.ts';
import { openSession } from './open-session.ts';
import { subgraphsOf } from './subgraphs.ts';
import { tapLayers } from './tap-layers.ts';
import type { Tensor } from './tensor.ts';
import { readWeight } from './weights.ts';

/**
 * The model with the branch in place of each `If` whose condition does not depend on what the network is
 * fed, only on its sizes: exporters leave such where they could not know a shape.
 *
 * @param sizes sizes of inputs that the file leaves open; those of a single sample do
 * @throws VentralError `MODEL_FAILED` where a condition cannot be computed
 */
export async function inlineConditions(
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly (number | undefined)[]>> = {},
): Promise<OnnxModel> {
  return await inlineAfter(0, model, sizes);
}

/** @param before how many branches have been inlined already */
async function inlineAfter(
  before: number,
  model: OnnxModel,
  sizes: Readonly<Record<string, readonly (number | undefined)[]>>,
): Promise<OnnxModel> {
  const conditions = [...new Set(model.graph.node.filter(isFixed(model)).map(conditionOf))];
  if (conditions.length === 0) return model;
  const truths = await evaluate(model, conditions, sizes);
  const initializers: Uint8Array[] = [];
  let inlined = before;
  const node = model.graph.node.flatMap((one) => {
    const truth = truths.get(conditionOf(one));
    if (one.opType !== 'If' || truth === undefined) return [one];
    const branch = one.attribute.find(
      ({ name }) => name === (truth ? 'then_branch' : 'else_branch'),
    );
    if (branch?.g === undefined) return [one];
    return branchNodes(branch.g, one.output, `$branch${++inlined} `, initializers);
  });
  const graph = {
    ...model.graph,
    node,
    initializer: [...model.graph.initializer, ...initializers],
  };
  // A branch may hold conditions of its own.
  return await inlineAfter(inlined, { ...model, graph }, sizes);
}

function conditionOf({ input: [condition = ''] }: NodeProto): string {
  return condition;
}

/** Whether a node is an `If` that decides by constants and sizes alone. */
function isFixed(model: OnnxModel): (node: NodeProto) => boolean {
  const producers = new Map(
    model.graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)),
  );
  const fed = new Set(modelInputs(model).map(({ name }) => name));
  const decided = new Map<string, boolean>();
  const isConstant = (name: string): boolean => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const node = producers.get(name);
    const isSize = node?.opType === 'Shape' || node?.opType === 'Size';
    const constant =
      !fed.has(name) &&
      (node === undefined ||
        isSize ||
        (subgraphsOf(node).length === 0 && node.input.every(isConstant)));
    decided.set(name, constant);
    return constant;
  };
  return (node) => node.opType === 'If' && isConstant(conditionOf(node));
}

async function evaluate(
  model: OnnxModel,
  conditions: readonly string[],
  sizes: Readonly<Record<string, readonly (number | undefined)[]>>,
): Promise<ReadonlyMap<string, boolean>> {
  const given = new Map<string, boolean>();
  const computed = conditions.filter((name) =>
    model.graph.node.some(({ output }) => output.includes(name)),
  );
  const constants = conditions.filter((name) => !computed.includes(name));
  // A constant is no layer: it becomes one by another name.
  const copies = constants.map((name) =>
    encodeNode({ operation: 'Identity', inputs: [name], outputs: [`$copy ${name}`] }),
  );
  const extended = { ...model, graph: { ...model.graph, node: [...model.graph.node, ...copies] } };
  const wanted = conditions.map((name) => (constants.includes(name) ? `$copy ${name}` : name));
  const cut = tapLayers(extended, wanted);
  await using session = await openSession(cut);
  const feeds = modelInputs(cut).map((input) => [input.name, zeros(input, sizes[input.name])]);
  const results = await session.run(Object.fromEntries(feeds));
  for (const [index, name] of conditions.entries()) {
    given.set(name, Boolean(results[wanted[index] ?? '']?.values[0]));
  }
  return given;
}

function zeros(
  { type = 'float32', shape }: ModelInput,
  sizes: readonly (number | undefined)[] = [],
): Tensor {
  const whole = shape.map((size, axis) => size ?? sizes[axis] ?? 1);
  const count = whole.reduce((product, size) => product * size, 1);
  const values =
    type === 'float64'
      ? new Float64Array(count)
      : type === 'int64'
        ? new BigInt64Array(count)
        : type === 'int32'
          ? new Int32Array(count)
          : type === 'float16'
            ? new Uint16Array(count)
            : new Float32Array(count);
  return { type, shape: whole, values };
}

/** The nodes of a branch, with names that nothing around it has, and its results under given names. */
function branchNodes(
  branch: GraphProto,
  results: readonly string[],
  prefix: string,
  initializers: Uint8Array[],
): NodeProto[] {
  const names = new Map<string, string>();
  for (const bytes of branch.initializer) {
    const tensor = readWeight(bytes);
    names.set(tensor.name, prefix + tensor.name);
    initializers.push(toBinary(TensorProtoSchema, { ...tensor, name: prefix + tensor.name }));
  }
  for (const { output } of branch.node) {
    for (const name of output) if (name !== '') names.set(name, prefix + name);
  }
  const nodes = branch.node.map((node) => renamed(node, names));
  const copies = branch.output.map(({ name }, index) =>
    create(NodeProtoSchema, {
      opType: 'Identity',
      input: [names.get(name) ?? name],
      output: [results[index] ?? ''],
    }),
  );
  return [...nodes, ...copies];
}

function renamed(node: NodeProto, names: ReadonlyMap<string, string>): NodeProto {
  const rename = (name: string) => names.get(name) ?? name;
  return {
    ...node,
    input: node.input.map(rename),
    output: node.output.map(rename),
    attribute: node.attribute.map((attribute) =>
      attribute.type === AttributeType.GRAPH && attribute.g !== undefined
        ? { ...attribute, g: renamedGraph(attribute.g, names) }
        : attribute,
    ),
  };
}

/** A graph inside a branch may read what the branch computes; what it computes itself hides that. */
function renamedGraph(graph: GraphProto, names: ReadonlyMap<string, string>): GraphProto {
  const inner = new Map(names);
  for (const { output } of graph.node) for (const name of output) inner.delete(name);
  for (const { name } of graph.input) inner.delete(name);
  for (const bytes of graph.initializer) inner.delete(readWeight(bytes).name);
  return {
    ...graph,
    node: graph.node.map((node) => renamed(node, inner)),
    output: graph.output.map((output) => ({
      ...output,
      name: inner.get(output.name) ?? output.name,
    })),
  };
}
