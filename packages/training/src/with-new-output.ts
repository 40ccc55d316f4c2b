import { countValues } from '@ventral/arrays';
import { isVentralError, VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import {
  encodeNode,
  extendModel,
  inferValues,
  listWeights,
  modelInputs,
  type NodeProto,
  nodeAttributes,
  type OnnxModel,
  tapLayers,
} from '@ventral/onnx';
import { networkOutput } from './onnx-network.ts';

// What may come after the layer that tells classes apart, and keeps them apart.
const between = new Set([
  ...['Softmax', 'LogSoftmax', 'Identity', 'Cast', 'Flatten', 'Reshape', 'Squeeze'],
  ...['GlobalAveragePool', 'AveragePool', 'ReduceMean', 'Relu', 'Add'],
]);
// Of these, what keeps the shape.
const elementwise = new Set(['Softmax', 'LogSoftmax', 'Identity', 'Cast', 'Relu', 'Add']);
const weighted = new Set(['Gemm', 'MatMul', 'Conv']);

/**
 * The network with a last layer of its own for other classes: its weights are drawn uniformly within one over the root
 * of the inputs of a unit, its biases are 0. A softmax at the end is left out: what learns are the numbers before it.
 * A reshape at the end, which may name the old number of classes, becomes one to whatever comes.
 *
 * @param classes from 2
 * @param seed of the weights
 * @throws VentralError `OPTION_INVALID` where the layer that makes the output cannot be told: it is no `Gemm`, `MatMul`
 *   or `Conv` with weights of its own in float32; or where something after it fixes the old number of classes
 */
export async function withNewOutput(
  model: OnnxModel,
  classes: number,
  seed: number,
): Promise<OnnxModel> {
  const weights = new Map(
    listWeights(model).flatMap(({ name, type, shape }) =>
      type === 'float32' ? [[name, shape]] : [],
    ),
  );
  const made = new Map(model.graph.node.flatMap((node) => node.output.map((one) => [one, node])));
  const output = networkOutput({ model, trainable: 'all' });
  const after: NodeProto[] = [];
  let node = made.get(output);
  while (node !== undefined && between.has(node.opType)) {
    after.push(node);
    const computed = node.input.filter((name) => made.has(name) && !isConstant(made.get(name)));
    // A sum of branches has no one last layer.
    node = computed.length === 1 ? made.get(computed[0] ?? '') : undefined;
  }
  const shape = weights.get(node?.input[1] ?? '');
  if (node === undefined || !weighted.has(node.opType) || shape === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The last layer of ${model.name} cannot be told, to be replaced${node ? `: ${node.opType}` : ''}.`,
      {
        hint: 'Networks are given a new one that end in Gemm, MatMul or Conv, with weights of float32.',
      },
    );
  }
  const axis = classAxis(node, shape);
  const old = shape[axis] ?? 0;
  const own = shape.map((size, index) => (index === axis ? classes : size));
  const bound = Math.sqrt(classes / countValues(own));
  const drawn = new Float64Array(countValues(own));
  new RandomState(seed).fillUniform(drawn);
  const values = Float32Array.from(drawn, (uniform) => bound * (2 * uniform - 1));
  const constants = [{ name: '$new output.weights', shape: own, values }];
  const zerosFor = (bias: string) => {
    const sizes = (weights.get(bias) ?? []).map((size) => (size === old ? classes : size));
    const name = `$new output.bias ${constants.length}`;
    constants.push({ name, shape: sizes, values: new Float32Array(countValues(sizes)) });
    return name;
  };
  const replaced = new Map<NodeProto, NodeProto>();
  const [input = '', , bias] = node.input;
  replaced.set(node, {
    ...node,
    input: [input, '$new output.weights', ...(bias ? [zerosFor(bias)] : [])],
  });
  for (const one of after.filter(({ opType }) => opType === 'Add')) {
    replaced.set(one, {
      ...one,
      input: one.input.map((name) => (weights.has(name) ? zerosFor(name) : name)),
    });
  }
  for (const one of after.filter(({ opType }) => opType.endsWith('Softmax'))) {
    const same = encodeNode({
      operation: 'Identity',
      inputs: [...one.input],
      outputs: [...one.output],
    });
    replaced.set(one, same);
  }
  const last = after.find(({ opType }) => !elementwise.has(opType));
  if (last?.opType === 'Reshape') {
    const [shaped = ''] = last.input;
    const flat = { operation: 'Flatten', inputs: [shaped], outputs: [...last.output] };
    replaced.set(last, encodeNode(flat));
  }
  const nodes = model.graph.node.map((one) => replaced.get(one) ?? one);
  // What nothing reads any more is left out.
  const renewed = tapLayers(extendModel(model, { nodes, constants, outputs: [output] }), [output]);
  await requireClasses(renewed, output, classes);
  return renewed;
}

/** What stands between the last layer and the output may have been exported for the old classes alone. */
async function requireClasses(model: OnnxModel, output: string, classes: number): Promise<void> {
  const found = await sizesOf(model, output);
  if (found !== undefined && (typeof found[1] !== 'number' || found[1] === classes)) return;
  const sizes = found === undefined ? '' : `: its output is ${found.join(' x ')}`;
  throw new VentralError(
    'OPTION_INVALID',
    `${model.name} cannot be given ${classes} classes, because what follows its last layer fixes the old ones${sizes}.`,
    { hint: 'Export it without a reshape to a fixed number of classes, or with -1 in its place.' },
  );
}

async function sizesOf(model: OnnxModel, output: string) {
  try {
    return (await inferValues(model, modelInputs(model))).get(output)?.sizes;
  } catch (error) {
    if (isVentralError(error, 'MODEL_UNREADABLE')) return undefined;
    throw error;
  }
}

function isConstant(node: NodeProto | undefined): boolean {
  return node?.opType === 'Constant';
}

/** Along which axis of its weights a layer has its units. */
function classAxis(node: NodeProto, shape: readonly number[]): number {
  if (node.opType === 'Conv') return 0;
  const transposed = nodeAttributes(node).transB;
  const isTransposed = transposed !== undefined && 'int' in transposed && transposed.int === 1;
  return node.opType === 'Gemm' && isTransposed ? 0 : shape.length - 1;
}
