import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs';
import { VentralError } from '@ventral/errors';
import { type ImageInput, inputShape } from '@ventral/network';
import { cutValues } from '@ventral/onnx';
import type { TensorFlowFunctions } from '@ventral/tensorflow';
import { inputType, openSizes, type ReadyNetwork, type TfjsNetwork } from './tfjs-network.ts';

type KerasLayer = LayersModel['layers'][number];

/** A value inside a network, after one of its layers. */
interface Tap {
  /** Name of the layer; after that of the model it is in, where models lie within models. */
  readonly name: string;
  readonly layer: KerasLayer;
  readonly value: SymbolicTensor;
  /** Names of the values that the layer reads. */
  readonly reads: readonly string[];
}

/** A network of Keras's layers. Layers of models within it are named `model/layer`. */
export function layersNetwork(model: LayersModel): TfjsNetwork {
  return {
    inputs: model.inputs.map(({ name, dtype, shape }) => ({
      name,
      type: inputType(dtype),
      shape: openSizes(shape),
    })),
    prepare: (tf, input) => prepare(tf, model, input),
    dispose() {
      // The model would keep weights of layers that are in use elsewhere, as all are after `prepare`.
      for (const weight of model.weights) weight.dispose();
    },
  };
}

function prepare(tf: TensorFlowFunctions, model: LayersModel, input: ImageInput): ReadyNetwork {
  const [batch, ...sizes] = inputShape(input, input.batch);
  const image = tf.input({ batchShape: [batch ?? null, ...sizes] });
  const taps = new Map<string, Tap>();
  applyModel(tf, model, [image], '', taps);
  const cuts = cutValues(
    [...taps.values()].map(({ reads, value }) => ({ reads, makes: [value.name] })),
    [image.name],
  );
  const layers = [...taps.values()].map(({ name, layer, value }) => ({
    name,
    operation: layer.getClassName(),
    shape: openSizes(value.shape).slice(1),
    isCut: cuts.has(value.name),
  }));
  return {
    layers,
    unusable: [],
    random: [],
    ruleLayers: layers.map((one) => ({
      ...one,
      operation: ruleOperation((taps.get(one.name) as Tap).layer),
    })),
    tap(names) {
      const outputs = names.map((name) => (taps.get(name) as Tap).value);
      const part = tf.model({ inputs: image, outputs });
      return (images) => {
        const values = part.predictOnBatch(images) as Tensor | Tensor[];
        return Array.isArray(values) ? values : [values];
      };
    },
  };
}

/**
 * Applies a model to other inputs, layer by layer: so that values inside models that it holds are
 * values of one and the same network, and sizes that it leaves open are known. Weights are shared.
 *
 * @returns its outputs
 */
function applyModel(
  tf: TensorFlowFunctions,
  model: LayersModel,
  inputs: readonly SymbolicTensor[],
  prefix: string,
  taps: Map<string, Tap>,
): readonly SymbolicTensor[] {
  const values = new Map(
    model.inputs.map(({ id }, index) => [id, inputs[index] as SymbolicTensor]),
  );
  // Layers are applied once for each place they have in the network. Their list is by depth, but a
  // layer in several places may come before what one of them reads.
  let waiting = model.layers.flatMap((layer) =>
    layer.inboundNodes.map((node) => ({ layer, node })),
  );
  for (let before = 0; before !== waiting.length; ) {
    before = waiting.length;
    waiting = waiting.filter(({ layer, node }) => {
      const read = node.inputTensors.map(({ id }) => values.get(id));
      if (read.length === 0 || read.some((value) => value === undefined)) return true;
      if (node.outputTensors.every(({ id }) => values.has(id))) return false;
      const given = read as SymbolicTensor[];
      const made = isModel(tf, layer)
        ? applyModel(tf, layer, given, `${prefix}${layer.name}/`, taps)
        : applyLayer(layer, given, node.callArgs, prefix, taps);
      node.outputTensors.forEach(({ id }, index) => {
        values.set(id, made[index] as SymbolicTensor);
      });
      return false;
    });
  }
  return model.outputs.map(({ id }) => values.get(id) as SymbolicTensor);
}

function applyLayer(
  layer: KerasLayer,
  inputs: SymbolicTensor[],
  callArgs: Parameters<KerasLayer['apply']>[1],
  prefix: string,
  taps: Map<string, Tap>,
): readonly SymbolicTensor[] {
  if (callArgs?.training === true) {
    throw new VentralError(
      'MODEL_IN_TRAINING',
      `Its layer '${prefix}${layer.name}' (${layer.getClassName()}) is always in training: the features ` +
        'of an image depend on its batch or on chance.',
      { hint: 'Save the network again without training=True where the layer is called.' },
    );
  }
  const applied = layer.apply(
    inputs.length === 1 ? (inputs[0] as SymbolicTensor) : inputs,
    callArgs,
  );
  const made = (Array.isArray(applied) ? applied : [applied]) as SymbolicTensor[];
  const name = freeName(`${prefix}${layer.name}`, taps);
  const value = made[0] as SymbolicTensor;
  taps.set(name, { name, layer, value, reads: inputs.map((read) => read.name) });
  return made;
}

/** `name`, `name:1`, `name:2` for the places of one layer. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let place = 1;
  while (taken.has(`${name}:${place}`)) place += 1;
  return `${name}:${place}`;
}

function isModel(tf: TensorFlowFunctions, layer: KerasLayer): layer is LayersModel {
  return layer instanceof tf.LayersModel;
}

const joins: Readonly<Record<string, string>> = { Add: 'Add', Concatenate: 'Concat' };
const pools: Readonly<Record<string, string>> = {
  AveragePooling2D: 'AveragePool',
  MaxPooling2D: 'MaxPool',
};
const rectifiers = new Set(['ELU', 'LeakyReLU', 'PReLU', 'ReLU', 'ThresholdedReLU']);
const rectifying = new Set([
  ...['elu', 'gelu', 'gelu_new', 'hardSigmoid', 'mish', 'relu', 'relu6', 'selu', 'sigmoid'],
  ...['softplus', 'softsign', 'swish', 'tanh'],
]);

// A layer that ends with its activation counts as that.
function ruleOperation(layer: KerasLayer): string {
  const className = layer.getClassName();
  const { activation } = layer.getConfig();
  const isRectifier =
    rectifiers.has(className) || (typeof activation === 'string' && rectifying.has(activation));
  return isRectifier ? 'Relu' : (joins[className] ?? pools[className] ?? className);
}
