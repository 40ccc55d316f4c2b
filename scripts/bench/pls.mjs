// @ts-check
/** Linear predictivity by PLS: 2,560 stimuli, 1,000 features, 168 sites, ten splits. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const runs = 3;

/** @returns {Promise<string[][]>} rows of the table */
export async function benchPls() {
  const what = 'PLS, 2,560 x 1,000 to 168 sites, 10 splits';
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const ours = [];
    const theirs = [];
    let scores = ['', ''];
    for (let run = 0; run < runs; run++) {
      const printed = runBaseline('pls_sklearn.py', [], folder);
      if (printed === undefined) return [[what, '', 'scikit-learn is not available', '', '']];
      const [, seconds, score] = /total ([\d.]+) s, score ([\d.]+)/.exec(printed) ?? [];
      theirs.push(Number(seconds));
      const measured = await scoreWithVentral(folder);
      ours.push(measured.seconds);
      scores = [measured.value.toFixed(6), String(score)];
    }
    const [a, b] = [median(ours), median(theirs)];
    const same = scores[0] === scores[1] ? `yes: ${scores[0]}` : `no: ${scores.join(' and ')}`;
    return [
      [
        what,
        `${a.toFixed(2)} s`,
        `${b.toFixed(1)} s (scikit-learn)`,
        `${(b / a).toFixed(0)} x`,
        same,
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder with the matrices the baseline wrote */
async function scoreWithVentral(folder) {
  const { createAssembly } = await import('../../packages/arrays/dist/index.js');
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { openFeatureFile, readNpyFile } = await import('../../packages/files/dist/index.js');
  const { pls } = await import('../../plugins/metric-linear-predictivity/dist/index.js');
  const { shape, values } = await readNpyFile(join(folder, 'pls_Y.npy'));
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
  const source = (await openFeatureFile(join(folder, 'pls_X.npy'))).withStimuli(ids);
  const start = performance.now();
  const { value } = await pls.compare(source, target, {}, createRunContext());
  return { value, seconds: (performance.now() - start) / 1000 };
}
