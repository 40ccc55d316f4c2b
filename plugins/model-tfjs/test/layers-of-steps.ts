import type { LayersModel, SymbolicTensor, Tensor } from '@tensorflow/tfjs';
import type { TensorFlowFunctions } from '@ventral/tensorflow';
import { type Step, tensorFlowKernel, type Weight } from './onnx-steps.ts';
import type { SavedModel } from './write-model.ts';

/** The same network made of layers, each named after the value that ONNX computes there. */
export function layersOfSteps(
  tf: TensorFlowFunctions,
  steps: readonly Step[],
  size: number,
): LayersModel {
  const inputs = tf.input({ shape: [size, size, 3] });
  const outputs = steps.reduce((value, step) => applyStep(tf, step, value), inputs);
  return tf.model({ inputs, outputs });
}

function applyStep(tf: TensorFlowFunctions, step: Step, value: SymbolicTensor): SymbolicTensor {
  const { operation, name, strides, size } = step;
  const [, height = 1, width = 1] = value.shape;
  const apply = (layer: { apply(x: SymbolicTensor): unknown }, x: SymbolicTensor) =>
    layer.apply(x) as SymbolicTensor;
  switch (operation) {
    case 'Conv': {
      const kernel = tensorFlowKernel(step);
      const weights = [tensor(tf, kernel), tensor(tf, step.weights[1] as Weight)];
      const settings = {
        kernelSize: size as [number, number],
        strides: (strides.length > 0 ? strides : [1, 1]) as [number, number],
        name,
        weights,
      };
      const layer = kernel.isDepthwise
        ? tf.layers.depthwiseConv2d(settings)
        : tf.layers.conv2d({ ...settings, filters: kernel.shape[3] as number });
      return apply(layer, pad(tf, step, value));
    }
    case 'Relu':
      return apply(tf.layers.activation({ activation: 'relu', name }), value);
    case 'Clip':
      return apply(tf.layers.reLU({ maxValue: 6, name }), value);
    case 'MaxPool': {
      const poolSize = size as [number, number];
      const settings = { poolSize, strides: strides as [number, number], name };
      return apply(tf.layers.maxPooling2d(settings), pad(tf, step, value));
    }
    case 'GlobalAveragePool': {
      const poolSize = [height ?? 1, width ?? 1] as [number, number];
      return apply(tf.layers.averagePooling2d({ poolSize, name }), value);
    }
    case 'Flatten': {
      const order = tf.layers.permute({ dims: [3, 1, 2], name: `${name}/channels_first` });
      return apply(tf.layers.flatten({ name }), apply(order, value));
    }
    case 'Gemm': {
      const [kernel, bias] = step.weights as [Weight, Weight];
      const weights = [tf.transpose(tensor(tf, kernel)), tensor(tf, bias)];
      const units = kernel.shape[0] as number;
      return apply(tf.layers.dense({ units, name, weights }), value);
    }
    case 'Softmax':
      return apply(tf.layers.softmax({ name }), value);
    default:
      throw new Error(`no layer for ${operation}`);
  }
}

// A pool may be padded with zeros, where what it reads is rectified.
function pad(tf: TensorFlowFunctions, { pads, name }: Step, value: SymbolicTensor): SymbolicTensor {
  const [top = 0, left = 0, bottom = 0, right = 0] = pads;
  if (Math.max(...pads, 0) === 0) return value;
  const padding: [[number, number], [number, number]] = [
    [top, bottom],
    [left, right],
  ];
  return tf.layers.zeroPadding2d({ padding, name: `${name}/pad` }).apply(value) as SymbolicTensor;
}

function tensor(tf: TensorFlowFunctions, { shape, values }: Weight): Tensor {
  return tf.tensor(values, [...shape]);
}

/** What TensorFlow.js would write of a model. */
export async function saveLayers(tf: TensorFlowFunctions, model: LayersModel): Promise<SavedModel> {
  let saved: SavedModel | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts as SavedModel;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  return saved as SavedModel;
}
