// @ts-check
/** From a netCDF file of MajajHong2015's size to ceiled scores of V4 and IT: time and memory. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFeatures, stimuli, writeRecordings } from './recordings.mjs';

const featureCount = 1000;

// By numpy and scikit-learn, from the same recordings and features.
const expected = 'V4 0.2027, ceiling 0.7447; IT 0.1126, ceiling 0.7429';

/** @returns {Promise<string[][]>} rows of the table */
export async function benchScale() {
  const folder = mkdtempSync(join(tmpdir(), 'ventral-bench-'));
  try {
    const path = join(folder, 'assy_made_up.nc');
    await writeRecordings(path, await makeFeatures(featureCount));
    // In a process of its own, whose memory is that of scoring alone.
    const printed = execFileSync(process.execPath, [import.meta.filename, path], {
      encoding: 'utf8',
    });
    const { seconds, peak, scores } = JSON.parse(printed);
    return [
      [
        'V4 and IT with ceilings, from netCDF of 148,480 presentations x 256 sites; 1,000 features',
        `${seconds.toFixed(1)} s, ${(peak / 1e6).toFixed(2)} GB`,
        'below 60 s, 3 GB',
        '',
        scores === expected ? `yes: ${scores}` : `no: ${scores}, not ${expected}`,
      ],
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} path of the recordings */
async function score(path) {
  const { featureMatrix } = await import('../../packages/arrays/dist/index.js');
  const { createRunContext } = await import('../../packages/host/dist/index.js');
  const { readRegion } = await import('../../packages/brainio/dist/index.js');
  const { majajHong2015 } = await import('../../plugins/dataset-majaj-hong-2015/dist/index.js');
  const { pls } = await import('../../plugins/metric-linear-predictivity/dist/index.js');
  const { majajHongBenchmark } = await import(
    '../../plugins/benchmark-majaj-hong-2015/dist/index.js'
  );
  const features = featureMatrix(
    await makeFeatures(featureCount),
    stimuli.stimuli.map(({ id }) => id),
  );
  const candidate = { id: 'random features', record: async () => features };
  const dataset = {
    ...majajHong2015,
    load: async () => ({
      stimuli,
      region: (/** @type {string} */ name) => readRegion(path, stimuli, name),
    }),
  };
  const context = createRunContext();
  const scores = [];
  const start = performance.now();
  for (const region of /** @type {const} */ (['V4', 'IT'])) {
    const benchmark = majajHongBenchmark('public', region, pls, dataset);
    const { value, ceiling } = await benchmark.score(candidate, context);
    scores.push(`${region} ${value.toFixed(4)}, ceiling ${ceiling?.toFixed(4)}`);
  }
  const seconds = (performance.now() - start) / 1000;
  return { seconds, peak: process.resourceUsage().maxRSS, scores: scores.join('; ') };
}

const [, script, path] = process.argv;
if (script === import.meta.filename && path !== undefined) {
  console.log(JSON.stringify(await score(path)));
}
