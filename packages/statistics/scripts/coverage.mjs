// @ts-check
/**
 * How often rank intervals cover: `node packages/statistics/scripts/coverage.mjs [worlds]`, after a
 * build. Prints the tables of this package's README, and how long 1,000 models take.
 */
import { rankBands } from '@ventral/statistics';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** @typedef {readonly (readonly [number, number])[]} Intervals */

const worlds = Number(process.argv[2] ?? 1000);
const models = Array.from({ length: 20 }, (_, model) => model);
const generator = xoroshiro128plus(1);
const uniform = () => ((generator.next() >>> 0) + 0.5) / 2 ** 32;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

/** @type {[name: string, truth: number[], correlation: number][]} */
const scenarios = [
  ['all equal', models.map(() => 0), 0],
  ['all equal, correlation .8', models.map(() => 0), 0.8],
  ['5 groups 3 SE apart, correlation .8', models.map((model) => 3 * Math.floor(model / 4)), 0.8],
  ['20 apart by 1 SE, correlation .8', models, 0.8],
];
console.log(`${models.length} models, 1,000 replicates, ${worlds} worlds, nominal 95 %.`);
console.log('| models | intervals | cover, one by one | cover all at once | mean width |');
console.log('| --- | --- | ---: | ---: | ---: |');
for (const [name, truth, correlation] of scenarios) {
  /** @type {Record<string, { one: number, all: number, width: number }>} */
  const found = {};
  for (let world = 0; world < worlds; world++) {
    const { estimates, replicates } = simulate(truth, correlation, 1000);
    const bands = { ...rankBands(estimates, { replicates }), ...compareIntervals(estimates) };
    for (const [kind, intervals] of Object.entries(bands)) {
      found[kind] ??= { one: 0, all: 0, width: 0 };
      const covered = intervals.filter((interval, model) => covers(interval, truth, model)).length;
      found[kind].one += covered / models.length / worlds;
      found[kind].all += Number(covered === models.length) / worlds;
      found[kind].width += widthOf(intervals) / worlds;
    }
  }
  for (const [kind, { one, all, width }] of Object.entries(found)) {
    const cells = [name, kind, one.toFixed(3), all.toFixed(3), width.toFixed(1)];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

console.log('\n| 1,000 models, 1,000 replicates | seconds of one processor |\n| --- | ---: |');
for (const [name, spread] of /** @type {const} */ ([
  ['all equal', 0],
  ['spread by 10 SE', 10],
])) {
  const truth = Array.from({ length: 1000 }, () => spread * normal());
  const { estimates, replicates } = simulate(truth, 0.8, 1000);
  rankBands(estimates, { replicates });
  const before = process.cpuUsage();
  rankBands(estimates, { replicates });
  console.log(`| ${name} | ${(process.cpuUsage(before).user / 1e6).toFixed(1)} |`);
}

/**
 * Estimates with standard error 1, and replicates about them.
 *
 * @param {readonly number[]} truth
 * @param {number} correlation of errors between models
 * @param {number} draws
 */
function simulate(truth, correlation, draws) {
  const drawn = Array.from({ length: draws + 1 }, () => normal() * Math.sqrt(correlation));
  const errors = truth.map(() =>
    drawn.map((shared) => shared + Math.sqrt(1 - correlation) * normal()),
  );
  const estimates = truth.map((value, model) => value + /** @type {number} */ (errors[model]?.[0]));
  const replicates = errors.map((row, model) =>
    row.slice(1).map((error) => error + /** @type {number} */ (estimates[model])),
  );
  return { estimates, replicates };
}

/**
 * What is often done instead: a model is better where its 95 % interval lies above.
 *
 * @param {readonly number[]} estimates
 * @returns {Record<string, Intervals>}
 */
function compareIntervals(estimates) {
  const margin = 2 * 1.96;
  const overlap = estimates.map((own) => {
    const above = estimates.filter((other) => other - own > margin).length;
    const below = estimates.filter((other) => own - other > margin).length;
    return /** @type {const} */ ([1 + above, estimates.length - below]);
  });
  return { 'overlap of score intervals': overlap };
}

/**
 * Whether every rank is covered that a model, with those that tie with it, can have.
 *
 * @param {readonly [number, number]} interval
 * @param {readonly number[]} truth
 * @param {number} model
 */
function covers([lowest, highest], truth, model) {
  const own = /** @type {number} */ (truth[model]);
  const better = truth.filter((value) => value > own).length;
  const asGood = truth.filter((value) => value >= own).length;
  return lowest <= 1 + better && highest >= asGood;
}

/** @param {Intervals} intervals */
function widthOf(intervals) {
  const ranks = intervals.reduce((sum, [lowest, highest]) => sum + highest - lowest + 1, 0);
  return ranks / intervals.length;
}
