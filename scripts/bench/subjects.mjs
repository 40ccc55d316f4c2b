// @ts-check
/** Dissimilarities of 15 subjects beside those of a model, with 1,000 draws of stimuli, of subjects, and of both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { runBaseline } from './python.mjs';

const runs = 3;
const what = 'rdm of 15 subjects, 92 stimuli, with 1,000 dual bootstrap replicates, below 10 s';

/** @returns {Promise<string[][]>} rows of the table */
export async function benchSubjects() {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const [ours, ofCeiling, theirs] = [[], [], []].map((list) => /** @type {number[]} */ (list));
    let scores = ['', ''];
    for (let run = 0; run < runs; run++) {
      const printed = runBaseline('subjects_scipy.py', [], folder);
      if (printed === undefined) return [[what, '', 'scipy is not available', '', '']];
      const [, seconds, score] = /total ([\d.]+) s, score ([\d.]+)/.exec(printed) ?? [];
      theirs?.push(Number(seconds));
      const measured = await scoreWithVentral(folder);
      ours?.push(measured.seconds);
      ofCeiling?.push(measured.ceilingSeconds);
      scores = [measured.value.toFixed(6), String(score)];
    }
    const [a, b, c] = [median(ours ?? []), median(theirs ?? []), median(ofCeiling ?? [])];
    const same = scores[0] === scores[1] ? `yes: ${scores[0]}` : `no: ${scores.join(' and ')}`;
    return [
      [what, `${a.toFixed(2)} s`, `${b.toFixed(1)} s (scipy)`, `${(b / a).toFixed(1)} x`, same],
      ['their ceiling, with as many replicates', `${c.toFixed(2)} s`, '', '', ''],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} folder of what the baseline wrote */
async function scoreWithVentral(folder) {
  const { createAssembly } = await import('../../packages/arrays/dist/index.js');
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { openFeatureFile, readNpyFile } = await import('../../packages/files/dist/index.js');
  const { rdm, rsaCeiling } = await import('../../plugins/metric-rdm/dist/index.js');
  const { shape, values } = await readNpyFile(join(folder, 'subjects_Y.npy'));
  const [subjects, stimuli] = /** @type {[number, number]} */ (shape);
  const ids = Array.from({ length: stimuli }, (_, row) => `stimulus${row}`);
  const target = createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape,
    values: /** @type {Float64Array} */ (values),
    coords: {
      subject: { dim: 'subject', values: Array.from({ length: subjects }, (_, one) => `S${one}`) },
      stimulus_id: { dim: 'stimulus', values: ids },
      stimulus_id2: { dim: 'stimulus2', values: ids },
    },
  });
  const source = (await openFeatureFile(join(folder, 'subjects_X.npy'))).withStimuli(ids);
  const context = createRunContext();
  const start = performance.now();
  const { value, uncertainty } = await rdm.compare(source, target, {}, context);
  const between = performance.now();
  if (!(uncertainty && 'interval' in uncertainty)) throw new Error('The score was not drawn.');
  await rsaCeiling.compare(undefined, target, {}, context);
  const end = performance.now();
  return { value, seconds: (between - start) / 1000, ceilingSeconds: (end - between) / 1000 };
}
