// @ts-check
/**
 * How often 95 % intervals of pls hold what is expected over new stimuli and new sites, at three sizes;
 * how often two equally good models are told apart, and two of which one is better. 400 draws of each;
 * takes about half an hour on two cores.
 *
 * `node plugins/benchmark-simulated-ventral/scripts/coverage.mjs [draws]`, after `npm run build`
 */
import { measureCoverage } from '@ventral/calibration';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { pls } from '@ventral/metric-linear-predictivity';

const draws = Number(process.argv[2] ?? 400);
const context = createRunContext();
const simulation = await simulateVentral({ images: 120 }, context);
const { recordings, truth } = await simulation.record({ region: 'IT', sites: 2000, repeats: 2 });
const pool = { recordings, features: truth.features };

console.log(
  '| stimuli | sites | expected | covered | by the spread | false positives | naive | power | naive |',
);
console.log(`|${' --- |'.repeat(9)}`);
for (const [stimuli, sites] of /** @type {const} */ ([
  [150, 40],
  [300, 60],
  [600, 150],
])) {
  const equal = await measureCoverage(pool, pls, { stimuli, sites, draws }, context);
  const better = await measureCoverage(
    pool,
    pls,
    { stimuli, sites, draws, handicap: 0.25 },
    context,
  );
  const shares = [
    equal.covered,
    equal.coveredBySpread,
    equal.rejected,
    equal.rejectedNaively,
    better.rejected,
    better.rejectedNaively,
  ];
  const cells = [stimuli, sites, equal.expected.toFixed(3), ...shares.map((one) => one.toFixed(3))];
  console.log(`| ${cells.join(' | ')} |`);
}
