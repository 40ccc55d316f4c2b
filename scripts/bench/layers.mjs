// @ts-check
/** Reading a layer of SqueezeNet 1.1: images per second, from decoded image to activations. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { referenceFolder, runBaseline } from './python.mjs';

const layer = 'fire5/concat';
const images = 256;
const batch = 32;
const size = 227;
const runs = 5;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchLayers() {
  const what = `Reading ${layer} of SqueezeNet 1.1, ${images} images`;
  const weights = join(referenceFolder, 'weights/squeezenet1_1.onnx');
  if (!existsSync(weights)) return [[what, 'the weights are not available', '', '', '']];
  const args = [weights, String(size), layer, String(images), String(batch)];
  const python = [];
  const loop = [];
  const ours = [];
  for (let run = 0; run < runs; run++) {
    const printed = runBaseline('activations_onnx.py', args, tmpdir());
    if (printed !== undefined) python.push(Number.parseFloat(printed));
    loop.push(await runBareLoop(weights));
    ours.push(await readWithVentral(weights));
  }
  const row = (/** @type {number[]} */ theirs, /** @type {string} */ name) => {
    const [a, b] = [median(ours), median(theirs)];
    return [
      what,
      `${a.toFixed(0)} images/s`,
      `${b.toFixed(0)} images/s (${name})`,
      `${(a / b).toFixed(2)} x`,
      '',
    ];
  };
  return [
    ...(python.length > 0 ? [row(python, 'onnxruntime in Python')] : []),
    row(loop, 'the same loop in Node: whole network, no images to prepare'),
  ];
}

/**
 * What the Python baseline does, in Node: the whole network with the layer as one more output, fed
 * with the same random batch again and again.
 *
 * @param {string} weights
 */
async function runBareLoop(weights) {
  const { listLayers, openSession, readModel, tapLayers } = await import(
    '../../packages/onnx/dist/index.js'
  );
  const model = await readModel(weights);
  const last = /** @type {string} */ ((await listLayers(model)).layers.at(-1)?.name);
  const session = await openSession(tapLayers(model, [layer, last]));
  const values = Float32Array.from(
    { length: batch * 3 * size * size },
    () => Math.random() * 2 - 1,
  );
  const name = /** @type {string} */ (session.inputs[0]?.name);
  const feeds = { [name]: { type: 'float32', shape: [batch, 3, size, size], values } };
  await session.run(/** @type {any} */ (feeds), [layer]);
  const start = performance.now();
  for (let done = 0; done < images; done += batch) {
    await session.run(/** @type {any} */ (feeds), [layer]);
  }
  const seconds = (performance.now() - start) / 1000;
  await session[Symbol.asyncDispose]();
  return images / seconds;
}

/** @param {string} weights */
async function readWithVentral(weights) {
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { modelFromOnnxFile } = await import('../../plugins/model-onnx/dist/index.js');
  const context = createRunContext();
  const model = modelFromOnnxFile(weights, { preprocessing: 'caffe', imageSize: size });
  const open = await model.open(context);
  const data = Uint8Array.from({ length: 112 * 112 * 3 }, () => Math.random() * 256);
  const stimuli = Array.from({ length: images }, (_, index) => ({
    id: `image${index}`,
    load: async () => ({ width: 112, height: 112, data }),
  }));
  const look = async (/** @type {typeof stimuli} */ some) => {
    for await (const _ of open.look(some, [layer], context));
  };
  await look(stimuli.slice(0, batch));
  const start = performance.now();
  await look(stimuli);
  const seconds = (performance.now() - start) / 1000;
  await open[Symbol.asyncDispose]();
  return images / seconds;
}
