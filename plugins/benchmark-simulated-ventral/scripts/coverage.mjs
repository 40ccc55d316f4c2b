// @ts-check
/**
 * How often 95 % intervals of pls hold what is expected over new stimuli and new sites, at three sizes; how
 * often two equally good models are told apart, and two of which one is better; and what other estimators of
 * the variance of a difference would give. Prints what the README of statistics shows; a draw takes about 1, 2
 * and 4 seconds of a processor, and the first run renders 12,288 images, so that a draw is at most 5 % of them.
 *
 * `node plugins/benchmark-simulated-ventral/scripts/coverage.mjs [draws [stimuli sites]]`, after `npm run build`
 */
import { measureCoverage } from '@ventral/calibration';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { pls } from '@ventral/metric-linear-predictivity';
import { decodeReplicates, dualVariance, twoSidedQuantile } from '@ventral/statistics';

const [draws = 400, ...size] = process.argv.slice(2).map(Number);
const sizes = size.length === 2 ? [size] : [[150, 40], [300, 60], [600, 150]]; // biome-ignore format: one line
const context = createRunContext();
const simulation = await simulateVentral({ images: 192 }, context);
/** @param {{ stimuli?: readonly number[], sites: number, seed?: number }} drawn */
const record = ({ stimuli, ...drawn }) =>
  simulation.record({ region: 'IT', repeats: 2, ...(stimuli && { shown: stimuli }), ...drawn });
const { truth } = await record({ sites: 1 });
/** @type {import('@ventral/calibration').CoveragePool} */
const pool = {
  features: truth.features,
  record: async (drawn) => (await record(drawn)).recordings,
};

for (const [stimuli = 0, sites = 0] of sizes) {
  const found = await measureCoverage(pool, pls, { stimuli, sites, draws }, context);
  const { expected, covered, coveredBySpread, drawn } = found;
  console.log(`\n${stimuli} stimuli, ${sites} sites, ${draws} draws: expected ${round(expected)}`);
  console.log(`covered ${round(covered)}, by the spread ${round(coveredBySpread)}`);
  console.log('| variance of a difference | quantile | false positives | power | covered |');
  console.log(`|${' --- |'.repeat(5)}`);
  const { rejected, found: power, differenceCovered } = found;
  print('comparePaired', 't', rejected, power, differenceCovered);
  print('spread over splits', 't', found.rejectedNaively, found.foundNaively, '');
  const equal = drawn.map((one) => differ(one.score, one.equal));
  const worse = drawn.map((one) => differ(one.score, one.worse));
  const lead = worse.reduce((sum, { difference }) => sum + difference, 0) / draws;
  for (const [name, estimate] of Object.entries(estimators(stimuli, sites))) {
    for (const [kind, quantile] of /** @type {const} */ ([
      ['normal', twoSidedQuantile(0.05, 1e6)],
      ['t', twoSidedQuantile(0.05, Math.min(stimuli, sites) - 1)],
    ])) {
      /** @param {Difference} one */
      const margin = (one) => quantile * Math.sqrt(estimate(one));
      print(
        name,
        kind,
        share(equal, (one) => Math.abs(one.difference) > margin(one)),
        share(worse, (one) => one.difference > margin(one)),
        share(worse, (one) => Math.abs(one.difference - lead) <= margin(one)),
      );
    }
  }
}

/** @typedef {{ difference: number, first: number, second: number, both: number }} Difference */

/**
 * A difference of scores, with its variances over sites, over stimuli and over both.
 *
 * @param {import('@ventral/core').Score} a
 * @param {import('@ventral/core').Score} b
 * @returns {Difference}
 */
function differ(a, b) {
  /** @param {string} axis */
  const along = (axis) => {
    const [ofA, ofB] = [a, b].map(({ uncertainty }) =>
      uncertainty && 'replicates' in uncertainty
        ? decodeReplicates(uncertainty.replicates?.[axis] ?? '')
        : new Float64Array(),
    );
    const differences = Array.from(ofA ?? [], (value, draw) => value - (ofB?.[draw] ?? Number.NaN));
    const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
    return differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (differences.length - 1);
  };
  return {
    difference: a.value - b.value,
    first: along('neuroids'),
    second: along('stimuli'),
    both: along('all'),
  };
}

/**
 * @param {number} stimuli
 * @param {number} sites
 * @returns {Record<string, (variances: Difference) => number>}
 */
function estimators(stimuli, sites) {
  return {
    'sites + stimuli': ({ first, second }) => first + second,
    'dual bootstrap, small samples': (one) => dualVariance(one, { first: sites, second: stimuli }),
    'dual bootstrap, large samples': (one) => dualVariance(one),
    'the larger of sites, stimuli': ({ first, second }) => Math.max(first, second),
    'sites and stimuli at once': ({ both }) => both,
  };
}

/**
 * @param {readonly Difference[]} all
 * @param {(one: Difference) => boolean} holds
 */
function share(all, holds) {
  return all.filter(holds).length / all.length;
}

/** @param {readonly (string | number)[]} cells */
function print(...cells) {
  const shown = cells.map((cell) => (typeof cell === 'number' ? round(cell) : cell));
  console.log(`| ${shown.join(' | ')} |`);
}

/** @param {number} value */
function round(value) {
  return value.toFixed(3);
}
