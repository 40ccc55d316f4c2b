// @ts-check
/** The gradient of the loss by the pixels of 16 images: SqueezeNet 1.1 and ResNet-18, beside PyTorch. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { referenceFolder, runBaseline } from './python.mjs';

const batch = 16;
const rounds = 3;
const runs = 3;
const networks = /** @type {const} */ ([
  ['SqueezeNet 1.1', 'squeezenet1_1.onnx', 227],
  ['ResNet-18', 'resnet18_pqf.onnx', 224],
]);

/** @returns {Promise<string[][]>} rows of the table */
export async function benchGradients() {
  return networks.flatMap(([title, file, size]) => benchNetwork(title, file, size));
}

/**
 * @param {string} title
 * @param {string} file
 * @param {number} size
 * @returns {string[][]}
 */
function benchNetwork(title, file, size) {
  const what = `Forward pass and gradient by the pixels, ${title}, batches of ${batch}`;
  const path = join(referenceFolder, 'weights', file);
  if (!existsSync(path)) return [[what, 'the weights are not available', '', '', '']];
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const ours = [];
    const theirs = [];
    for (let round = 0; round < rounds; round++) {
      const args = [path, batch, size, runs, availableParallelism()].map(String);
      const printed = runBaseline('gradients_torch.py', args, folder);
      if (printed === undefined) return [[what, '', 'PyTorch is not available', '', '']];
      theirs.push(numbers(printed));
      const script = join(import.meta.dirname, 'gradients-run.mjs');
      const own = spawnSync(process.execPath, [script, path, String(runs), folder], {
        encoding: 'utf8',
      });
      if (own.status !== 0)
        return [[what, 'failed', '', '', own.stderr.trim().split('\n').at(-1) ?? '']];
      ours.push(numbers(own.stdout));
    }
    const at = (/** @type {number[][]} */ of, /** @type {number} */ index) =>
      median(of.map((one) => one[index] ?? 0));
    const [own, other] = [at(ours, 1), at(theirs, 1)];
    const [memory, otherMemory] = [at(ours, 2), at(theirs, 2)];
    return [
      [
        what,
        `${(batch / own).toFixed(1)} images/s, ${memory.toFixed(2)} GB`,
        `${(batch / other).toFixed(1)} images/s, ${otherMemory.toFixed(2)} GB (PyTorch)`,
        `${(other / own).toFixed(2)} x`,
        `yes: to ${at(ours, 3).toExponential(0)}`,
      ],
      [
        'the same as a share of the forward pass, at most 3.0',
        `${(own / at(ours, 0)).toFixed(2)}`,
        `${(other / at(theirs, 0)).toFixed(2)} (PyTorch)`,
        '',
        '',
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} printed */
function numbers(printed) {
  return printed.trim().split(/\s+/).map(Number);
}
