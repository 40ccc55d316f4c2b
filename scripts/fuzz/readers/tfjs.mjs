import { dirname, join } from 'node:path';
import { createRunContext } from '../../../packages/host/dist/index.js';
import { loadTensorFlow } from '../../../packages/tensorflow/dist/index.js';
import { modelFromTfjsFile } from '../../../plugins/model-tfjs/dist/index.js';
import { json } from '../samples.mjs';

const image = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 3).fill(90) };

export async function samples() {
  const tensorflow = await loadTensorFlow();
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  const network = tensorflow.compute((tf) =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 3], filters: 4, kernelSize: 3, activation: 'relu' }),
        tf.layers.batchNormalization(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 5 }),
      ],
    }),
  );
  await network.save({
    async save({ modelTopology, weightSpecs, weightData }) {
      const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
      files['model.json'] = json({ format: 'layers-model', modelTopology, weightsManifest });
      files['weights.bin'] = new Uint8Array(/** @type {ArrayBuffer} */ (weightData));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  return files;
}

/** @param {string} path */
export async function read(path) {
  const context = createRunContext({ offline: true });
  const file = join(dirname(path), 'model.json');
  const model = await modelFromTfjsFile(file, { preprocessing: 'tf' }).open(context);
  const layers = model.layers.map(({ name }) => name);
  const stimuli = [{ id: 'one', load: async () => image }];
  for await (const { start } of model.look(stimuli, layers, context)) if (start > 0) return;
  await model[Symbol.asyncDispose]();
}
