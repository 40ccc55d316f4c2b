import type { LayersModel } from '@tensorflow/tfjs';
import { loadTensorFlow, type TensorFlowFunctions } from '@ventral/tensorflow';
import { saveLayers } from './layers-of-steps.ts';
import { writeModel } from './write-model.ts';

/** Makes a network of layers, writes it into a folder and forgets it. */
export async function writeLayers(
  folder: string,
  make: (tf: TensorFlowFunctions) => LayersModel,
): Promise<string> {
  const { compute } = await loadTensorFlow();
  const [tf, model] = compute((functions) => [functions, make(functions)] as const);
  const path = await writeModel(folder, 'layers-model', await saveLayers(tf, model));
  model.dispose();
  return path;
}

/** A convolution, a rectifier, a pool and classes, for images of any size or a stated one. */
export function smallNetwork(tf: TensorFlowFunctions, size: number | null = 16): LayersModel {
  const { layers } = tf;
  return tf.sequential({
    layers: [
      layers.conv2d({ inputShape: [size, size, 3], filters: 4, kernelSize: 3, name: 'conv' }),
      layers.activation({ activation: 'relu', name: 'relu' }),
      layers.maxPooling2d({ poolSize: 2, name: 'pool' }),
      layers.globalAveragePooling2d({ name: 'average' }),
      layers.dense({ units: 5, activation: 'softmax', name: 'classes' }),
    ],
  });
}
