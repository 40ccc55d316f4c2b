// @ts-check
/** Steps of training a residual network of CIFAR-10 on batches of 128, beside PyTorch. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const batch = 128;
const rounds = 3;
const steps = 5;
const networks = /** @type {const} */ ([
  [8, 16],
  [20, 16],
]);
// What an epoch of CIFAR-10 takes: 50,000 images.
const stepsOfEpoch = Math.ceil(50_000 / batch);

/** @returns {Promise<string[][]>} rows of the table */
export async function benchTraining() {
  return networks.map(([depth, width]) => {
    const what = `An epoch of CIFAR-10, ResNet-${depth}, batches of ${batch}`;
    const ours = [];
    const theirs = [];
    const args = [depth, width, batch, steps, availableParallelism()].map(String);
    for (let round = 0; round < rounds; round++) {
      const printed = runBaseline('training_torch.py', args, import.meta.dirname);
      if (printed === undefined) return [what, '', 'PyTorch is not available', '', ''];
      theirs.push(Number(printed));
      const script = join(import.meta.dirname, 'training-run.mjs');
      const own = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
      if (own.status !== 0) {
        return [what, 'failed', '', '', own.stderr.trim().split('\n').at(-1) ?? ''];
      }
      ours.push(Number(own.stdout));
    }
    const [own, other] = [median(ours), median(theirs)];
    return [
      what,
      `${(own * stepsOfEpoch).toFixed(0)} s`,
      `${(other * stepsOfEpoch).toFixed(0)} s (PyTorch)`,
      `${(other / own).toFixed(2)} x`,
      'three steps to 2e-4: packages/training/test',
    ];
  });
}
