// @ts-check
/** `node training-run.mjs depth width batch steps threads`: prints the median seconds of a step of training. */
import { classification, resNet, trainEpochs } from '../../packages/training/dist/index.js';
import { median } from './median.mjs';

const [depth = 8, width = 16, batch = 128, steps = 5, threads = 1] = process.argv
  .slice(2)
  .map(Number);
// One step to warm up, and one that also ends the epoch.
const count = (steps + 2) * batch;
const levels = Uint8Array.from({ length: count * 32 * 32 * 3 }, (_, index) => (index * 7919) % 256);
const labels = Array.from({ length: count }, (_, row) => row % 10);
/** @type {number[]} */
const times = [];
let last = 0;
await trainEpochs(
  {
    network: { model: resNet({ depth, width, classes: 10, seed: 1 }), trainable: 'all' },
    classes: 10,
    scale: {
      levels: Float32Array.from({ length: 768 }, (_, index) => ((index % 256) / 255 - 0.5) / 0.25),
      channels: [0, 1, 2],
    },
    passes: [
      {
        images: { count, height: 32, width: 32, levels },
        batchSize: batch,
        augmentation: { padding: 4, flip: true },
        objectives: [{ objective: classification({ logits: 'logits', labels, classes: 10 }) }],
      },
    ],
    optimizer: { kind: 'sgd', weightDecay: 5e-4 },
    learningRate: { rate: 0.1 },
    epochs: 1,
    seed: 1,
    session: { threads },
  },
  {
    onStep: (done) => {
      const now = performance.now();
      if (done > 1) times.push((now - last) / 1000);
      last = now;
    },
  },
);
console.log(median(times));
