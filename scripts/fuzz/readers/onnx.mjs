// @ts-check
/** ONNX networks: their layers listed and shown an image; pruned. */
import { createRunContext } from '../../../packages/host/dist/index.js';
import { pruneFile } from '../../../packages/scoring/dist/index.js';
import { modelFromOnnxFile } from '../../../plugins/model-onnx/dist/index.js';
import { network } from '../samples.mjs';

export async function samples() {
  return { 'convnet.onnx': network };
}

const size = 32;
const image = { width: size, height: size, data: new Uint8Array(size * size * 3).fill(90) };
const stimuli = [{ id: 'one', load: async () => image }];

/**
 * @param {string} path
 * @param {string} folder
 */
export async function read(path, folder) {
  const context = createRunContext({ cacheFolder: folder, offline: true });
  const model = await modelFromOnnxFile(path, { preprocessing: 'torch' }).open(context);
  const layers = model.layers.map(({ name }) => name);
  for await (const { start } of model.look(stimuli, layers, context)) if (start > 0) return;
  await pruneFile(path, { sparsity: 0.5 });
}
