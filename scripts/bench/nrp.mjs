// @ts-check
/** Training a response predictor: 1,000 features, 2,304 images, 128 + 128 hidden units, 168 sites. */
import { tmpdir } from 'node:os';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const runs = 3;
const epochs = 10;
const [samples, features, hidden, sites, batchSize] = [2304, 1000, 128, 168, 64];

/** @returns {Promise<string[][]>} rows of the table */
export async function benchNrp() {
  const what = 'NRP, an epoch of 1,000-128-128-168 on 2,304 images, batches of 64';
  const ours = [];
  const theirs = [];
  for (let run = 0; run < runs; run++) {
    const printed = runBaseline('nrp_torch.py', [], tmpdir());
    if (printed === undefined) return [[what, '', 'PyTorch is not available', '', '']];
    theirs.push(Number(/median epoch ([\d.]+) ms/.exec(printed)?.[1]));
    ours.push(await measureEpoch(await onnxEngine(), epochs));
  }
  const tensorflow = await tensorflowEngine();
  const slow = await measureEpoch(tensorflow, 3);
  const [a, b] = [median(ours), median(theirs)];
  return [
    [what, `${a.toFixed(0)} ms`, `${b.toFixed(0)} ms (PyTorch)`, `${(b / a).toFixed(1)} x`, ''],
    [`the same by ${tensorflow.id}`, `${slow.toFixed(0)} ms`, '', `${(b / slow).toFixed(2)} x`, ''],
  ];
}

/** @typedef {import('../../packages/training/dist/index.js').TrainingEngine} TrainingEngine */

/** @returns {Promise<TrainingEngine>} */
async function onnxEngine() {
  return (await import('../../packages/training/dist/index.js')).onnxTrainingEngine;
}

/** @returns {Promise<TrainingEngine>} */
async function tensorflowEngine() {
  const { tensorflowTrainingEngine } = await import('../../packages/tensorflow/dist/index.js');
  return tensorflowTrainingEngine();
}

/**
 * @param {TrainingEngine} engine
 * @param {number} epochs
 * @returns {Promise<number>} milliseconds, the median of the epochs of one training
 */
async function measureEpoch(engine, epochs) {
  const { RandomState } = await import('../../packages/numerics/dist/index.js');
  const { drawParameters } = await import('../../packages/training/dist/index.js');
  const random = new RandomState(1);
  const draw = (/** @type {number} */ columns) => ({
    shape: [samples, columns],
    values: Float32Array.from({ length: samples * columns }, () => random.standardNormal()),
  });
  const network = {
    layers: /** @type {const} */ ([
      { kind: 'input', name: 'features', shape: [features] },
      { kind: 'dense', name: 'block', input: 'features', units: hidden },
      { kind: 'relu', name: 'blockRelu', input: 'block' },
      { kind: 'dense', name: 'hidden', input: 'blockRelu', units: hidden },
      { kind: 'relu', name: 'hiddenRelu', input: 'hidden' },
      { kind: 'dense', name: 'rates', input: 'hiddenRelu', units: sites },
    ]),
  };
  const training = await engine.begin({
    network,
    loss: 'meanSquaredError',
    optimizer: { learningRate: 1e-3 },
    batchSize,
    inputs: { features: draw(features) },
    targets: draw(sites),
    initialParameters: drawParameters(network, random),
  });
  const times = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = random.permutation(samples);
    const start = performance.now();
    await training.runEpoch(order);
    times.push(performance.now() - start);
  }
  await training[Symbol.asyncDispose]();
  return median(times);
}
