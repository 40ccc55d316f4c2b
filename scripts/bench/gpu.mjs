// @ts-check
/**
 * Images per second on every device of this machine, of SqueezeNet 1.1, ResNet-18 and a network of the size of
 * ResNet-50 that is built in memory, each beside the CPU; and, on a card that is faster, the time of a whole score,
 * with the share of it that the card was busy. On a card, under three minutes: each has 12 seconds a network.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';
import { referenceFolder } from './python.mjs';

const secondsEach = 12;
const batch = 32;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchGpu() {
  const { findAdapter } = await import('../../packages/onnx/dist/index.js');
  const search = await findAdapter();
  const adapter = 'adapter' in search ? describe(search.adapter) : undefined;
  const devices = /** @type {const} */ ([
    ...(adapter === undefined ? [] : [['webgpu', adapter]]),
    ['cuda', 'CUDA'],
  ]);
  const rows =
    'missing' in search ? [[`WebGPU: ${search.missing.reason}`, 'unmeasured', '', '', '']] : [];
  const faster = new Set();
  for (const network of await networks()) {
    if (network.model === undefined) {
      rows.push([network.name, 'the weights are not available', '', '', '']);
      continue;
    }
    const onCpu = await imagesPerSecond(network.model, network.size, 'cpu');
    for (const [device, what] of devices) {
      const name = `${network.name} on ${what}`;
      try {
        const rate = await imagesPerSecond(network.model, network.size, device);
        const ratio = `${(rate / onCpu).toFixed(2)} x`;
        if (rate > onCpu) faster.add(device);
        rows.push([name, perSecond(rate), `${perSecond(onCpu)} (CPU)`, ratio, 'to 1e-4']);
      } catch (error) {
        const { code, message } = /** @type {Error & { code?: string }} */ (error);
        rows.push([name, code ?? message, `${perSecond(onCpu)} (CPU)`, '', '']);
      }
    }
  }
  for (const [device, what] of devices) {
    if (faster.has(device)) rows.push(await wholeScore(device, what));
  }
  return rows;
}

/**
 * A score of 640 images, from their files to the record, with nothing in the cache.
 *
 * @param {'webgpu' | 'cuda'} device
 * @param {string} what the device
 */
async function wholeScore(device, what) {
  const name = `ventral score, SqueezeNet 1.1 on 640 images, on ${what}`;
  const onCpu = await timeScore('cpu');
  const onDevice = await timeScore(device);
  if (onCpu === undefined || onDevice === undefined) return [name, 'failed', '', '', ''];
  const busy = onDevice.busy === undefined ? 'not known' : `${onDevice.busy.toFixed(0)} %`;
  return [
    name,
    `${onDevice.seconds.toFixed(1)} s; the card was busy: ${busy}`,
    `${onCpu.seconds.toFixed(1)} s (CPU)`,
    `${(onCpu.seconds / onDevice.seconds).toFixed(2)} x`,
    `to ${Math.abs(onCpu.value - onDevice.value).toExponential(0)}`,
  ];
}

/** @param {import('../../packages/onnx/dist/index.js').SessionDevice} device */
async function timeScore(device) {
  const cache = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const weights = join(referenceFolder, 'weights/squeezenet1_1.onnx');
    const asked = [weights, 'Cowley2023.V4.210325-pls', '--layer', 'fire5/concat'];
    const flags = ['--preprocessing', 'caffe', '--cache', cache, '--device', device, '--json'];
    const command = join(workspaceFolder, 'packages/cli/bin/ventral.js');
    const start = performance.now();
    const scoring = spawn(process.execPath, [command, 'score', ...asked, ...flags], {
      cwd: workspaceFolder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let json = '';
    scoring.stdout.on('data', (text) => {
      json += text;
    });
    /** @type {number[]} */
    const shares = [];
    const sampling = setInterval(() => {
      const share = busyShare();
      if (share !== undefined) shares.push(share);
    }, 500);
    const [status] = await once(scoring, 'close');
    clearInterval(sampling);
    if (status !== 0) return undefined;
    const seconds = (performance.now() - start) / 1000;
    const { score } = JSON.parse(json);
    const busy =
      shares.length === 0 ? undefined : shares.reduce((sum, one) => sum + one, 0) / shares.length;
    return { seconds, value: /** @type {number} */ (score.value), busy };
  } finally {
    rmSync(cache, { recursive: true });
  }
}

/** How busy the card is, in percent, where its driver says so: of NVIDIA by its own tool, of AMD in a file. */
function busyShare() {
  try {
    const query = ['--query-gpu=utilization.gpu', '--format=csv,noheader,nounits'];
    return Number.parseFloat(execFileSync('nvidia-smi', query, { encoding: 'utf8' }));
  } catch {
    const cards = existsSync('/sys/class/drm') ? readdirSync('/sys/class/drm') : [];
    const file = cards
      .map((card) => join('/sys/class/drm', card, 'device/gpu_busy_percent'))
      .find((path) => existsSync(path));
    return file === undefined ? undefined : Number.parseFloat(readFileSync(file, 'utf8'));
  }
}

/** @param {import('../../packages/onnx/dist/index.js').Adapter} adapter */
function describe({ name = 'an adapter without a name', driver }) {
  return `WebGPU (${[name, driver].filter((one) => one !== undefined).join(', ')})`;
}

/** @param {number} rate */
function perSecond(rate) {
  return `${rate < 10 ? rate.toFixed(2) : rate.toFixed(0)} images/s`;
}

async function networks() {
  const { readModel } = await import('../../packages/onnx/dist/index.js');
  const read = async (/** @type {string} */ file) => {
    const path = join(referenceFolder, 'weights', file);
    return existsSync(path) ? readModel(path) : undefined;
  };
  return [
    { name: 'SqueezeNet 1.1', size: 227, model: await read('squeezenet1_1.onnx') },
    { name: 'ResNet-18', size: 224, model: await read('resnet18_pqf.onnx') },
    {
      name: 'A network of the size of ResNet-50',
      size: 224,
      model: await readModel(await bottlenecks()),
    },
  ];
}

/** 50 convolutions as those of ResNet-50, without its shortcuts; its weights are noise. */
async function bottlenecks() {
  const { buildModel } = await import('../../packages/onnx/dist/index.js');
  const weights = [];
  const nodes = [];
  let [last, channels] = ['x', 3];
  const convolve = (/** @type {number} */ to, /** @type {number} */ kernel, stride = 1) => {
    const shape = [to, channels, kernel, kernel];
    const length = to * channels * kernel * kernel;
    const spread = Math.sqrt(6 / (channels * kernel * kernel));
    const values = Float32Array.from(
      { length },
      (_, index) => spread * Math.sin(index * index + 1),
    );
    const name = `c${nodes.length}`;
    weights.push({ name: `w${nodes.length}`, shape, values });
    const pad = (kernel - 1) / 2;
    const attributes = {
      strides: { ints: [stride, stride] },
      pads: { ints: [pad, pad, pad, pad] },
    };
    nodes.push({
      operation: 'Conv',
      inputs: [last, `w${nodes.length}`],
      outputs: [name],
      attributes,
    });
    nodes.push({ operation: 'Relu', inputs: [name], outputs: [`r${nodes.length}`] });
    last = `r${nodes.length - 1}`;
    channels = to;
  };
  convolve(64, 7, 4);
  for (const [width, blocks] of [
    [64, 3],
    [128, 4],
    [256, 6],
    [512, 3],
  ]) {
    for (let block = 0; block < blocks; block++) {
      convolve(width, 1);
      convolve(width, 3, block === 0 && width > 64 ? 2 : 1);
      convolve(4 * width, 1);
    }
  }
  nodes.push({ operation: 'GlobalAveragePool', inputs: [last], outputs: ['y'] });
  return buildModel({
    inputs: [{ name: 'x', type: 'float32', shape: ['n', 3, 224, 224] }],
    outputs: [{ name: 'y', type: 'float32', shape: ['n', channels, 1, 1] }],
    initializers: weights,
    nodes,
  });
}

/**
 * @param {import('../../packages/onnx/dist/index.js').OnnxModel} model
 * @param {number} size
 * @param {import('../../packages/onnx/dist/index.js').SessionDevice} device
 */
async function imagesPerSecond(model, size, device) {
  const { modelInputs, openSession } = await import('../../packages/onnx/dist/index.js');
  const session = await openSession(model, { device });
  try {
    const [{ name }] = /** @type {[import('../../packages/onnx/dist/index.js').ModelInput]} */ (
      modelInputs(model)
    );
    const feed = (/** @type {number} */ images) => {
      const values = Float32Array.from(
        { length: images * 3 * size * size },
        (_, index) => 2 * Math.sin(index),
      );
      return {
        [name]: { type: /** @type {const} */ ('float32'), shape: [images, 3, size, size], values },
      };
    };
    // The first run makes what later ones use, and is compared with the CPU.
    const [one, many] = [feed(1), feed(batch)];
    await session.run(one);
    const begun = performance.now();
    await session.run(one);
    const secondsOfOne = (performance.now() - begun) / 1000;
    if (secondsOfOne > secondsEach / 4) return 1 / secondsOfOne;
    // A device on which a batch would take longer is measured by single images.
    const feeds = secondsOfOne * batch > secondsEach ? one : many;
    if (feeds === many) await session.run(many);
    const images = feeds === many ? batch : 1;
    const start = performance.now();
    let done = 0;
    do {
      await session.run(feeds);
      done += images;
    } while (performance.now() - start < secondsEach * 500);
    return (done * 1000) / (performance.now() - start);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}
