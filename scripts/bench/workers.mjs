// @ts-check
/** `ventral run` with one worker and with two, each on a core of its own: what the second one brings. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceFolder } from '../workspace.mjs';
import { median } from './median.mjs';

const rounds = 3;
const seeds = 16;
const benchmarks = ['SimulatedVentral.V4-pls', 'SimulatedVentral.IT-pls'];
const cells = seeds * benchmarks.length;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchWorkers() {
  const what = `\`ventral run\`, ${cells} cells of one model: two workers beside one, .90 of twice as fast`;
  if (process.platform !== 'linux' || availableParallelism() < 2) {
    return [[what, 'needs Linux and two cores', '', '', '']];
  }
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    // Of another seed: data, activations and ceilings are there, no record is.
    run(folder, { cache: 'warm', store: 'other', workers: 2, seeds: [0] });
    /** @type {number[][]} */
    const times = [[], []];
    for (let round = 0; round < rounds; round++) {
      for (const workers of [1, 2]) {
        for (const name of ['cache', 'store']) {
          rmSync(join(folder, name), { recursive: true, force: true });
        }
        cpSync(join(folder, 'warm'), join(folder, 'cache'), { recursive: true });
        const all = Array.from({ length: seeds }, (_, index) => index + 1);
        const seconds = run(folder, { cache: 'cache', store: 'store', workers, seeds: all });
        times[workers - 1]?.push(seconds);
      }
    }
    const [one = 0, two = 0] = times.map(median);
    return [
      [
        what,
        `${two.toFixed(1)} s`,
        `${one.toFixed(1)} s (one)`,
        `${(one / two).toFixed(2)} x, ${(one / two / 2).toFixed(2)} of twice`,
        '',
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} folder
 * @param {{ cache: string, store: string, workers: number, seeds: readonly number[] }} how
 * @returns {number} seconds, from the start of the command to its end
 */
function run(folder, { cache, store, workers, seeds }) {
  const plan = join(folder, 'plan.json');
  const scores = [{ models: ['basenet'], benchmarks, seeds }];
  writeFileSync(plan, JSON.stringify({ planVersion: 1, scores }));
  const command = [process.execPath, join(workspaceFolder, 'packages/cli/bin/ventral.js')];
  const flags = ['--store', join(folder, store), '--cache', join(folder, cache), '--offline'];
  const words = [...command, 'run', plan, ...flags, '--at-once', String(workers)];
  const begun = performance.now();
  // One worker alone would use all cores.
  const cores = ['-c', workers === 1 ? '0' : '0,1'];
  const { status, stderr } = spawnSync('taskset', [...cores, ...words], {
    cwd: workspaceFolder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`ventral run failed: ${stderr}`);
  return (performance.now() - begun) / 1000;
}
if (process.argv[1] === import.meta.filename) console.log(await benchWorkers());
