// @ts-check
/**
 * `node gradients-run.mjs network.onnx runs FOLDER`: what gradients_torch.py does, on the input that it wrote.
 * Prints the same numbers, and how far the gradient of an image is off, as a share of its largest value: the
 * median of the images.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '../../packages/arrays/dist/index.js';
import { crossEntropy, openGradient } from '../../packages/gradients/dist/index.js';
import { modelInputs, openSession, readModel, tapLayers } from '../../packages/onnx/dist/index.js';
import { median } from './median.mjs';

const [path = '', runs = '5', folder = ''] = process.argv.slice(2);
const { shape, values } = decodeNpy(readFileSync(join(folder, 'x.npy')));
const expected = decodeNpy(readFileSync(join(folder, 'grad.npy'))).values;
const model = await readModel(path);
const name = modelInputs(model)[0]?.name ?? '';
const x = {
  type: 'float32',
  shape,
  values: Float32Array.from(/** @type {Float32Array} */ (values)),
};
const batch = shape[0] ?? 0;
const labels = {
  type: 'int64',
  shape: [batch],
  values: BigInt64Array.from({ length: batch }, (_, index) => BigInt(index)),
};
/** @param {() => Promise<unknown>} run */
const time = async (run) => {
  await run();
  const times = [];
  for (let done = 0; done < Number(runs); done++) {
    const start = performance.now();
    await run();
    times.push((performance.now() - start) / 1000);
  }
  return median(times);
};

const session = await openSession(tapLayers(model, ['logits']));
const forward = await time(() => session.run(/** @type {any} */ ({ [name]: x })));
await session[Symbol.asyncDispose]();
const gradient = await openGradient(model, {
  of: crossEntropy('logits'),
  sizes: { [name]: shape },
});
const feeds = /** @type {any} */ ({ [name]: x, labels });
const backward = await time(() => gradient.run(feeds));
const peak = process.resourceUsage().maxRSS / 1e6;
const found = /** @type {Float32Array} */ ((await gradient.run(feeds)).gradients[name]?.values);
await gradient[Symbol.asyncDispose]();
// The images apart: where a unit lies at the kink of a rectifier, rounding decides, and all of an image changes.
const size = found.length / batch;
const differences = Array.from({ length: batch }, (_, image) => {
  let [largest, difference] = [0, 0];
  for (let index = image * size; index < (image + 1) * size; index++) {
    const wanted = Number(expected[index]);
    largest = Math.max(largest, Math.abs(wanted));
    difference = Math.max(difference, Math.abs(Number(found[index]) - wanted));
  }
  return difference / largest;
});
console.log(forward, backward, peak, median(differences));
