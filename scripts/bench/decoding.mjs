// @ts-check
/** Decoding of 7 objects from 132 neurons in 18 time bins, in 20 folds. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const runs = 3;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchDecoding() {
  const { decodeNpy } = await import('../../packages/arrays/dist/index.js');
  const { decodePopulation, drawPopulation } = await import(
    '../../packages/decoding/dist/index.js'
  );
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  const rows = [];
  try {
    for (const decoder of /** @type {const} */ (['nearest-mean', 'logistic'])) {
      const [own, others] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      let scores = ['', ''];
      for (let run = 0; run < runs; run++) {
        const said = runBaseline('decoding_sklearn.py', [decoder], folder);
        const [, seconds, score] = said?.match(/total ([\d.]+) s, score ([\d.]+)/) ?? [];
        if (seconds === undefined || score === undefined) break;
        others.push(Number(seconds));
        const { shape, values } = decodeNpy(readFileSync(join(folder, 'decoding_X.npy')));
        const population = drawPopulation(asRecordings(shape, values), { label: 'object_name' });
        const start = performance.now();
        const decoded = await decodePopulation(population, { decoder, folds: 20 });
        own.push((performance.now() - start) / 1000);
        const sum = decoded.reduce((total, { accuracy }) => total + accuracy, 0);
        scores = [(sum / decoded.length).toFixed(6), score];
      }
      const what = `decoding by ${decoder}, 132 neurons, 18 bins, 20 folds`;
      if (others.length === 0) {
        rows.push([what, 'not measured', 'no scikit-learn', '', '']);
        continue;
      }
      const [ours, theirs] = [median(own), median(others)];
      rows.push([
        what,
        `${ours.toFixed(2)} s`,
        `${theirs.toFixed(2)} s (scikit-learn)`,
        `${(theirs / ours).toFixed(1)} x`,
        scores[0] === scores[1] ? 'yes' : `${scores[0]} and ${scores[1]}`,
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return rows;
}

/**
 * @param {readonly number[]} shape class, trial, neuron, bin
 * @param {ArrayLike<number>} values
 */
function asRecordings([classes = 0, trials = 0, neurons = 0, bins = 0], values) {
  const presented = Array.from({ length: classes * trials }, (_, row) => row);
  return {
    dims: ['presentation', 'neuroid', 'time_bin'],
    shape: [classes * trials, neurons, bins],
    values: Float64Array.from(values),
    coords: {
      object_name: {
        dim: 'presentation',
        values: presented.map((row) => `object ${Math.floor(row / trials)}`),
      },
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: neurons }, (_, one) => one) },
    },
  };
}
