import { VentralError } from '@ventral/errors';
import { findValueSizes, meanSquaredError } from '@ventral/gradients';
import { encodeNode, extendModel, type OnnxModel } from '@ventral/onnx';
import { randomOf } from '../samples/random-of.ts';
import { type ResponsesToImages, responsesTo, standardized } from './recorded-responses.ts';
import type { ExtendedNetwork, TrainingObjective } from './training-objective.ts';

const prediction = '$predicted responses';
const weights = '$readout weights';
const bias = '$readout bias';

/**
 * Predicts recorded responses from a layer, by a linear readout that learns with the network: the mean squared error
 * over images and neuroids, of responses with a mean of 0 and a deviation of 1. A network that does so beside its own
 * task learns several tasks at once.
 *
 * The readout begins with weights drawn from a normal distribution whose variance is one over its units, divided by
 * 100: it predicts next to nothing. It is no part of the trained network.
 *
 * Reference: Safarani et al. (2021), https://doi.org/10.48550/arXiv.2107.14344
 *
 * @param layer a value of the network; what has more axes than samples and units is flattened
 * @param seed of the first weights
 * @throws VentralError `RESPONSES_INVALID` where a neuroid responds alike to all images
 */
export function neuralRegression(
  layer: string,
  responses: ResponsesToImages,
  seed: number,
): TrainingObjective {
  const input = '$responses to predict';
  const targets = standardized(responses);
  const [, neuroids] = responses.shape;
  return {
    name: 'regression',
    layers: [layer],
    extend: (model) => withReadout(model, layer, neuroids, seed),
    objective: meanSquaredError(prediction, input),
    feeds: (rows) => ({ [input]: responsesTo(rows, targets) }),
  };
}

const purpose = 4;

async function withReadout(
  model: OnnxModel,
  layer: string,
  neuroids: number,
  seed: number,
): Promise<ExtendedNetwork> {
  const sizes = (await findValueSizes(model, {})).sizes(layer).slice(1);
  const units = sizes.reduce<number>((product, size) => product * (size ?? Number.NaN), 1);
  if (!Number.isInteger(units)) {
    throw new VentralError('SHAPE_MISMATCH', `The units of '${layer}' cannot be counted.`, {
      hint: 'Name a layer whose sizes follow from the size of the images.',
    });
  }
  const drawn = new Float64Array(units * neuroids);
  randomOf(seed, purpose).fillNormal(drawn);
  const deviation = 0.1 / Math.sqrt(units);
  const arrays = {
    [weights]: {
      shape: [units, neuroids],
      values: Float32Array.from(drawn, (normal) => deviation * normal),
    },
    [bias]: { shape: [neuroids], values: new Float32Array(neuroids) },
  };
  const flat = '$read out';
  const nodes = [
    { operation: 'Flatten', inputs: [layer], outputs: [flat], attributes: { axis: { int: 1 } } },
    { operation: 'Gemm', inputs: [flat, weights, bias], outputs: [prediction] },
  ];
  const extended = extendModel(model, {
    nodes: [...model.graph.node, ...nodes.map(encodeNode)],
    inputs: Object.entries(arrays).map(([name, { shape }]) => ({ name, type: 'float32', shape })),
    outputs: [...model.graph.output.map(({ name }) => name), prediction],
  });
  return { model: extended, weights: arrays };
}
