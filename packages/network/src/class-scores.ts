import { isVentralError, VentralError } from '@ventral/errors';
import type { ModelLayer, OnnxModel } from '@ventral/onnx';

const probabilities = new Set(['Softmax', 'LogSoftmax', 'Sigmoid', 'HardSigmoid']);
const sameNumbers = new Set(['Cast', 'Flatten', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze']);

/**
 * The value of a network that holds its scores of classes: its output or, where that is probabilities,
 * what those are made of (logits). Both may be outputs.
 *
 * @param layers all values of it
 * @throws VentralError `OPTION_INVALID` for a network of several other outputs, or whose output is no one number
 *   a class
 */
export function classScores(network: OnnxModel, layers: readonly ModelLayer[]): ModelLayer {
  const { name, graph } = network;
  const made = new Map(graph.node.flatMap((node) => node.output.map((one) => [one, node])));
  // Through what changes only the form, to what made the numbers.
  const origin = (value: string): string => {
    const node = made.get(value);
    const [input] = node?.input ?? [];
    const isSame = node !== undefined && sameNumbers.has(node.opType);
    return isSame && input !== undefined && made.has(input) ? origin(input) : value;
  };
  const scoresOf = (output: string): string => {
    const node = made.get(origin(output));
    const [logits] = node?.input ?? [];
    return node !== undefined && probabilities.has(node.opType) ? (logits ?? output) : output;
  };
  const outputs = graph.output.map((output) => output.name);
  const [scores, ...others] = new Set(outputs.map(scoresOf));
  if (scores === undefined || others.length > 0) {
    throw noClasses(name, `it has ${outputs.length} outputs: ${outputs.join(', ')}`);
  }
  const layer = layers.find((one) => one.name === scores);
  if (layer === undefined) throw noClasses(name, `its output '${scores}' has no row an image`);
  const { shape } = layer;
  if (shape.filter((size) => size !== 1).length <= 1 && !shape.includes(undefined)) return layer;
  const shown = shape.map((size) => size ?? '?').join(' x ');
  throw noClasses(
    name,
    `its output '${layer.name}' is ${shown} an image, and no one number a class`,
  );
}

/** Name of {@link classScores}, where there are any. */
export function findClassScores(
  network: OnnxModel,
  layers: readonly ModelLayer[],
): string | undefined {
  try {
    return classScores(network, layers).name;
  } catch (error) {
    if (isVentralError(error, 'OPTION_INVALID')) return undefined;
    throw error;
  }
}

function noClasses(name: string, why: string): VentralError {
  return new VentralError('OPTION_INVALID', `${name} has no scores of classes: ${why}.`, {
    hint: `Name a layer and one of its units instead; list the layers with: ventral layers ${name}`,
  });
}
