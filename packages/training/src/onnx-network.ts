import { didYouMean, VentralError } from '@ventral/errors';
import { findValueSizes } from '@ventral/gradients';
import {
  inlineConditions,
  listWeights,
  type ModelInput,
  type ModelWeight,
  modelInputs,
  type OnnxModel,
  readFloatWeights,
  replaceWeights,
  tapLayers,
  withInputs,
} from '@ventral/onnx';
import { checkArray } from './check-task.ts';
import type { OnnxNetwork } from './network.ts';
import type { PreparedNetwork } from './prepared-network.ts';
import type { Precision } from './tensors.ts';
import type { NamedArrays } from './training-engine.ts';

// Inputs of operators that are settings, or counted and not learnt, though they are real numbers.
const unlearnt: Readonly<Record<string, readonly number[]>> = {
  BatchNormalization: [3, 4],
  Clip: [1, 2],
  Pad: [2],
  Resize: [1, 2],
  Upsample: [1],
};

/** The network with its trainable weights, and samples of any number, as inputs. */
export async function prepareOnnxNetwork(
  network: OnnxNetwork,
  precision: Precision,
): Promise<PreparedNetwork> {
  if (precision !== 'float32') {
    throw new VentralError('OPTION_INVALID', `ONNX networks are not trained in ${precision}.`, {
      hint: "Train in 'float32'.",
    });
  }
  const output = networkOutput(network);
  const whole = tapLayers(await inlineConditions(network.model, {}), [output]);
  const inputs = modelInputs(whole).map(sampleOf);
  const weights = chooseWeights(whole, network.trainable);
  const float = (name: string, shape: readonly (number | string)[]) => ({
    name,
    type: precision,
    shape,
  });
  const model = withInputs(whole, [
    ...inputs.map(({ name, shape }) => float(name, ['samples', ...shape])),
    ...weights.map(({ name, shape }) => float(name, shape)),
  ]);
  const [samples, ...shape] = (await findValueSizes(model, {})).sizes(output);
  const known = shape.filter((size) => size !== undefined);
  if (samples !== undefined || known.length < shape.length) {
    const found = [samples ?? 'samples', ...shape.map((size) => size ?? '?')].join(' x ');
    throw new VentralError(
      'SHAPE_MISMATCH',
      `'${output}' of ${network.model.name} is ${found}, and should have one row a sample.`,
      { hint: 'Export the network with a first axis of any size, or name another output.' },
    );
  }
  const parameters = Object.fromEntries(weights.map(({ name, shape }) => [name, { shape }]));
  return { model, inputs, parameters, shapes: { [output]: known }, output };
}

/**
 * The weights that a network of an ONNX file learns, as they are in the file, by name.
 *
 * @throws VentralError `OPTION_INVALID` for a weight that the network does not have or that is no float32
 * @throws VentralError `MODEL_UNREADABLE` where a file of weights cannot be read
 */
export async function readTrainable(network: OnnxNetwork): Promise<NamedArrays> {
  const whole = tapLayers(await inlineConditions(network.model, {}), [networkOutput(network)]);
  const names = chooseWeights(whole, network.trainable).map(({ name }) => name);
  return readFloatWeights(network.model, names);
}

/**
 * The model with other values of its weights, such as those that training found.
 *
 * @throws VentralError `SHAPE_MISMATCH` for a parameter that is no weight of the model, or of another shape
 */
export function trainedModel(model: OnnxModel, parameters: NamedArrays): OnnxModel {
  const weights = new Map(listWeights(model).map((weight) => [weight.name, weight]));
  return replaceWeights(
    model,
    Object.entries(parameters).map(([name, array]) => {
      checkArray(`The weight '${name}'`, array, weights.get(name)?.shape ?? []);
      return { name, shape: array.shape, values: Float32Array.from(array.values) };
    }),
  );
}

/**
 * Name of the value that has targets.
 *
 * @throws VentralError `OPTION_INVALID` where there are several outputs, and none is named
 */
export function networkOutput({ model, output }: OnnxNetwork): string {
  const names = model.graph.output.map(({ name }) => name);
  const [only = ''] = names;
  if (output !== undefined || names.length === 1) return output ?? only;
  throw new VentralError('OPTION_INVALID', `${model.name} has ${names.length} outputs.`, {
    hint: `Say which is trained: network: { output: '${only}' }. They are ${names.join(', ')}.`,
  });
}

/** An input without its first axis, whose size is the number of samples. */
function sampleOf({ name, type, shape: [, ...shape] }: ModelInput) {
  const known = shape.filter((size) => size !== undefined);
  if (type === 'float32' && known.length === shape.length) return { name, shape: known };
  throw new VentralError(
    'OPTION_INVALID',
    `The input '${name}' cannot be trained on: ${type} of sizes ` +
      `samples x ${shape.map((size) => size ?? '?').join(' x ')}.`,
    {
      hint: 'Export the network for inputs of float32, of sizes that are known but for the first.',
    },
  );
}

/** The weights that learn. */
export function chooseWeights(
  model: OnnxModel,
  trainable: OnnxNetwork['trainable'],
): readonly ModelWeight[] {
  const weights = listWeights(model).filter(({ type }) => type === 'float32');
  if (trainable === 'all') {
    const settings = new Set(
      model.graph.node.flatMap(({ opType, input }) =>
        (unlearnt[opType] ?? []).map((index) => input[index] ?? ''),
      ),
    );
    const learnt = weights.filter(({ name, shape }) => shape.length > 0 && !settings.has(name));
    if (learnt.length > 0) return learnt;
  }
  const names = weights.map(({ name }) => name);
  const found = (trainable === 'all' ? [] : [...new Set(trainable)]).map((name) => {
    const weight = weights.find((one) => one.name === name);
    if (weight !== undefined) return weight;
    throw new VentralError('OPTION_INVALID', `${model.name} has no weight '${name}' of float32.`, {
      hint: `${didYouMean(name, names)}It has ${names.length}: listWeights of @ventral/onnx lists them.`,
    });
  });
  if (found.length > 0) return found;
  throw new VentralError('OPTION_INVALID', `${model.name} has nothing to train.`, {
    hint: "Name weights of float32, such as trainable: ['fc.weight', 'fc.bias'].",
  });
}
