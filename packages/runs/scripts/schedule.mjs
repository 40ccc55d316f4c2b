// @ts-check
/**
 * How well workers are used, by their number: simulates the hand-out of chunks for models on benchmarks, the
 * next chunk to the next worker that is free, with costs as they were measured.
 *
 * `node packages/runs/scripts/schedule.mjs [STORE]`, after `npm run build`. Costs come from the records of a
 * store; without one, from a log-normal distribution with a median of 40 s, as those of
 * registry/results had.
 */

import { RandomState } from '@ventral/numerics';
import { chunksOf, estimateFrom, folderStore, RunStore } from '@ventral/runs';

const [models, benchmarks] = [1000, 50];
const random = new RandomState(1);
const measured = process.argv[2] === undefined ? [] : await costsOf(process.argv[2]);
const draw = () =>
  measured.length > 0
    ? /** @type {number} */ (measured[Math.floor(random.randomSample() * measured.length)])
    : 40 * Math.exp(0.8 * random.standardNormal());

// A cell takes as long as its model and its benchmark have it, and something of its own.
const ofModel = Array.from({ length: models }, draw);
const ofBenchmark = Array.from({ length: benchmarks }, draw);
const middle = median(measured.length > 0 ? measured : ofModel);
const seconds = new Map();
const begun = performance.now();
const cells = ofModel.flatMap((model, m) =>
  ofBenchmark.map((benchmark, b) => {
    const key = `${m}.${b}`.padEnd(64, '0');
    const noise = Math.exp(0.2 * random.standardNormal());
    seconds.set(key, (model / middle) * (benchmark / middle) * middle * noise);
    return cellOf(key, `model${m}`, `benchmark${b}@1`);
  }),
);
// What is known beforehand: nothing, or what an earlier version of each benchmark took.
const again = () => Math.exp(0.2 * random.standardNormal());
const { secondsOf: known } = estimateFrom(
  cells.map(({ key, model, benchmark }) => ({
    ...{ model, benchmark },
    cost: { seconds: seconds.get(key) * again(), peakBytes: 0 },
  })),
);
// Recording activations is paid once for each chunk.
const opening = 20;
const total = [...seconds.values()].reduce((sum, one) => sum + one, 0) + models * opening;

console.log('| workers | hours, the first time | used | hours, another version | used |');
console.log('| --- | --- | --- | --- | --- |');
for (let workers = 1; workers <= 512; workers *= 2) {
  const ends = [() => 60, known].map((secondsOf) =>
    handOut(chunksOf(cells, { secondsOf: (cell) => secondsOf(cell) ?? 60 }), workers),
  );
  const columns = ends.flatMap((end) => [
    (end / 3600).toFixed(1),
    (total / (end * workers)).toFixed(3),
  ]);
  console.log(`| ${[workers, ...columns].join(' | ')} |`);
}
console.log(
  `\n${cells.length} cells; ${((performance.now() - begun) / 1000).toFixed(1)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB.`,
);

/**
 * Gives each worker that is free the next chunk.
 *
 * @param {readonly import('@ventral/runs').Chunk[]} chunks
 * @param {number} workers
 * @returns {number} when the last one is done, in seconds
 */
function handOut(chunks, workers) {
  const free = new Float64Array(workers);
  for (const chunk of chunks) {
    const next = free.indexOf(Math.min(...free));
    const took = chunk.cells.reduce((sum, { key }) => sum + seconds.get(key), opening);
    free[next] = /** @type {number} */ (free[next]) + took;
  }
  return Math.max(...free);
}

/** @param {string} folder of a store */
async function costsOf(folder) {
  const store = new RunStore(folderStore(folder));
  const stored = await Promise.all([...(await store.recordKeys())].map((key) => store.record(key)));
  return stored.flatMap((one) => (one === undefined ? [] : [one.cost.seconds]));
}

/** @param {readonly number[]} values */
function median(values) {
  return /** @type {number} */ (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]);
}

/**
 * @param {string} key
 * @param {string} model
 * @param {string} benchmark
 * @returns {import('@ventral/scoring').Cell}
 */
function cellOf(key, model, benchmark) {
  return {
    ...{ key, model, benchmark, metricOptions: {}, missingParts: 'refuse', seed: 1, device: 'cpu' },
    chosen: { choices: ['layer'], chosenBy: 'model', notes: [] },
    code: {},
  };
}
