// @ts-check
/** `node attacks-run.mjs network.onnx FOLDER`: what attacks_torch.py does, on the images that it wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '../../packages/arrays/dist/index.js';
import { pgd, wrongClass } from '../../packages/attacks/dist/index.js';
import { createRunContext } from '../../packages/host/dist/index.js';
import { preprocessings } from '../../packages/images/dist/index.js';
import { networkModel } from '../../packages/network/dist/index.js';

const [path = '', folder = ''] = process.argv.slice(2);
const read = (/** @type {string} */ name) => decodeNpy(readFileSync(join(folder, name)));
const { shape, values } = read('x.npy');
const pixels = Float32Array.from(/** @type {Float32Array} */ (values));
const labels = Array.from(/** @type {BigInt64Array} */ (read('labels.npy').values), Number);
const context = createRunContext();
const preprocessing = preprocessings.torch;
const title = 'benchmark';
const imageSize = shape[1];
const described = { id: title, title, network: path, preprocessing, imageSize };
const model = await networkModel(described).open(context);
const classifier = await model.openClassifier?.(context);
if (classifier === undefined) throw new Error('The network names nothing.');
const attacked = wrongClass(classifier, labels);
const rows = labels.map((_, row) => row);
// Opened and warm, as PyTorch is, which has named the images by now.
await attacked.slopes(pixels.subarray(0, pixels.length / rows.length), rows.slice(0, 1));
const start = performance.now();
const { losses } = await pgd(attacked, pixels, rows, { norm: 'linf', epsilon: 2 / 255 });
const seconds = (performance.now() - start) / 1000;
console.log(seconds, losses.reduce((sum, loss) => sum + loss, 0) / losses.length);
await classifier[Symbol.asyncDispose]();
await model[Symbol.asyncDispose]();
