import { VentralError } from '@ventral/errors';
import type { GraphProto, NodeProto, TensorProto } from './generated/onnx_pb.ts';
import type { OnnxModel } from './onnx-model.ts';
import { subgraphsOf } from './subgraphs.ts';
import { readWeight } from './weights.ts';

const random = new Set([
  ...['Bernoulli', 'Multinomial', 'RandomNormal', 'RandomNormalLike'],
  ...['RandomUniform', 'RandomUniformLike'],
]);
// The field of a tensor that holds truths one by one, where it has no raw bytes; see onnx.proto.
const truthField = 5;

/**
 * Requires a network to be exported for inference: in training mode, what it says of an image depends
 * on the images beside it, or on chance.
 *
 * @throws VentralError `MODEL_IN_TRAINING`, naming the first node that trains
 */
export function requireInference({ name, header, graph }: OnnxModel): void {
  const graphs = graphsWithin(graph);
  const constants = new Map(graphs.flatMap(namedConstants));
  const standard = header.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  const opset = Number(standard?.version ?? 1);
  const trains = ({ opType, attribute, input, output }: NodeProto) => {
    if (opType === 'BatchNormalization') {
      // Up to version 13 the statistics among its results say so.
      if (opset < 14) return output.slice(1).some((one) => one !== '');
      return attribute.some((one) => one.name === 'training_mode' && one.i === 1n);
    }
    return opType === 'Dropout' && isTrue(constants.get(input[2] ?? ''));
  };
  const node = graphs.flatMap((one) => one.node).find(trains);
  if (node === undefined) return;
  throw new VentralError(
    'MODEL_IN_TRAINING',
    `${name} was exported in training mode: its node '${node.name || node.output[0]}' ` +
      `(${node.opType}) makes the features of an image depend on its batch or on chance.`,
    {
      hint:
        'Export it again for inference: call model.eval() before torch.onnx.export(), and leave out ' +
        'its argument training.',
    },
  );
}

/** The random operators among the nodes of a network, each once: it says something else each time. */
export function randomOperators({ graph }: OnnxModel): readonly string[] {
  const operators = graphsWithin(graph).flatMap(({ node }) => node.map(({ opType }) => opType));
  return [...new Set(operators)].filter((operator) => random.has(operator));
}

function graphsWithin(graph: GraphProto): readonly GraphProto[] {
  return [graph, ...graph.node.flatMap(subgraphsOf).flatMap(graphsWithin)];
}

function namedConstants(graph: GraphProto): readonly (readonly [string, TensorProto])[] {
  const weights = graph.initializer.map(readWeight).map((tensor) => [tensor.name, tensor] as const);
  const constants = graph.node.flatMap(({ opType, output: [name = ''], attribute }) => {
    const tensor =
      opType === 'Constant' ? attribute.find(({ t }) => t !== undefined)?.t : undefined;
    return tensor === undefined ? [] : [[name, tensor] as const];
  });
  return [...weights, ...constants];
}

function isTrue(truth: TensorProto | undefined): boolean {
  const stored = truth?.rawData ?? truth?.$unknown?.find(({ no }) => no === truthField)?.data;
  return stored?.at(-1) === 1;
}
