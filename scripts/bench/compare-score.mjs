// @ts-check
/** One metric on two matrices, beside a baseline in Python that made them: the score alone, and with its interval. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const runs = 3;

/**
 * @typedef {object} Comparison
 * @property {string} what the row's name
 * @property {string} script of the baseline; prints `total SECONDS s, score VALUE`
 * @property {string} library that the baseline uses
 * @property {string} files `NAME_X.npy`, `NAME_Y.npy`: what the baseline writes; here, NAME
 * @property {() => Promise<import('@ventral/core').Metric>} metric
 */

/**
 * @param {Comparison} comparison
 * @returns {Promise<string[][]>} rows of the table
 */
export async function compareScore({ what, script, library, files, metric }) {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const ours = [];
    const withIntervals = [];
    const theirs = [];
    let scores = ['', ''];
    for (let run = 0; run < runs; run++) {
      const printed = runBaseline(script, [], folder);
      if (printed === undefined) return [[what, '', `${library} is not available`, '', '']];
      const [, seconds, score] = /total ([\d.]+) s, score ([\d.]+)/.exec(printed) ?? [];
      theirs.push(Number(seconds));
      const measured = await scoreWithVentral(await metric(), join(folder, files), false);
      ours.push(measured.seconds);
      withIntervals.push(
        (await scoreWithVentral(await metric(), join(folder, files), true)).seconds,
      );
      scores = [measured.value.toFixed(6), String(score)];
    }
    const [a, b] = [median(ours), median(theirs)];
    const ratio = b / a;
    const same = scores[0] === scores[1] ? `yes: ${scores[0]}` : `no: ${scores.join(' and ')}`;
    return [
      [
        what,
        `${a.toFixed(2)} s`,
        `${b.toFixed(1)} s (${library})`,
        `${ratio.toFixed(ratio < 10 ? 1 : 0)} x`,
        same,
      ],
      [
        'the same with its interval, of 1,000 replicates',
        `${median(withIntervals).toFixed(2)} s`,
        '',
        '',
        '',
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {import('@ventral/core').Metric} metric
 * @param {string} files where the baseline wrote its matrices, without `_X.npy` and `_Y.npy`
 * @param {boolean} withUncertainty which no baseline measures
 */
async function scoreWithVentral(metric, files, withUncertainty) {
  const { createAssembly } = await import('../../packages/arrays/dist/index.js');
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { openFeatureFile, readNpyFile } = await import('../../packages/files/dist/index.js');
  const { shape, values } = await readNpyFile(`${files}_Y.npy`);
  const [stimuli, sites] = /** @type {[number, number]} */ (shape);
  const ids = Array.from({ length: stimuli }, (_, row) => `stimulus${row}`);
  const target = createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [stimuli, sites],
    values: /** @type {Float64Array} */ (values),
    coords: {
      stimulus_id: { dim: 'presentation', values: ids },
      neuroid_id: { dim: 'neuroid', values: Array.from({ length: sites }, (_, n) => `site${n}`) },
    },
  });
  const source = (await openFeatureFile(`${files}_X.npy`)).withStimuli(ids);
  const start = performance.now();
  const { value } = await metric.compare(
    source,
    target,
    {},
    { ...createRunContext(), withUncertainty },
  );
  return { value, seconds: (performance.now() - start) / 1000 };
}
