// @ts-check
/**
 * Projected gradient descent with 20 steps: a small residual network and SqueezeNet 1.1, beside PyTorch; the least
 * times of rounds that alternate. Each has seen images before its clock starts. `taskset -c 0 npm run bench -- attacks`
 * measures both on one core.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceFolder, runBaseline } from './python.mjs';

const rounds = 5;
// Time grows with the images: of SqueezeNet 32 stand for 200.
const networks = /** @type {const} */ ([
  ['resnet_2b of CIFAR-10', 'data/vnncomp2021-networks/resnet_2b.onnx', '33', 200, 32, 100],
  ['SqueezeNet 1.1', 'weights/squeezenet1_1.onnx', 'logits', 32, 227, 16],
]);

/** @returns {Promise<string[][]>} rows of the table */
export async function benchAttacks() {
  return networks.map(([title, file, output, images, size, batch]) => {
    const what = `PGD, 20 steps, ${images} images, ${title}`;
    const path = join(referenceFolder, file);
    if (!existsSync(path)) return [what, 'the network is not available', '', '', ''];
    const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
    try {
      const ours = [];
      const theirs = [];
      for (let round = 0; round < rounds; round++) {
        const sizes = [images, size, batch, availableParallelism()].map(String);
        const printed = runBaseline('attacks_torch.py', [path, output, ...sizes], folder);
        if (printed === undefined) return [what, '', 'PyTorch is not available', '', ''];
        theirs.push(numbers(printed));
        const script = join(import.meta.dirname, 'attacks-run.mjs');
        const own = spawnSync(process.execPath, [script, path, folder], { encoding: 'utf8' });
        if (own.status !== 0) {
          return [what, 'failed', '', '', own.stderr.trim().split('\n').at(-1) ?? ''];
        }
        ours.push(numbers(own.stdout));
      }
      const least = (/** @type {number[][]} */ of) =>
        Math.min(...of.map(([seconds = 0]) => seconds));
      const [own, other] = [least(ours), least(theirs)];
      // The same in each round.
      const [loss = 0, otherLoss = 0] = [ours, theirs].map((of) => of[0]?.[1]);
      const difference = Math.abs(loss - otherLoss) / otherLoss;
      return [
        `${what}, load ${loadavg()[0]?.toFixed(1)}`,
        `${own.toFixed(2)} s`,
        `${other.toFixed(2)} s (PyTorch)`,
        `${(other / own).toFixed(2)} x`,
        `mean loss to ${difference.toExponential(0)}`,
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/** @param {string} printed */
function numbers(printed) {
  return printed.trim().split(/\s+/).map(Number);
}
