// @ts-check
/**
 * Holds what benchmarks estimate from repeats against what is known, at full size: draws sites, noise
 * and choices anew for each of 60 seeds, on the same images. Takes about three minutes.
 *
 * `node plugins/benchmark-simulated-ventral/scripts/ceilings.mjs`, after `npm run build`
 */

import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { trialConsistency } from '@ventral/metric-i2n';
import { internalConsistency } from '@ventral/metric-internal-consistency';

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
const context = { ...createRunContext(), withUncertainty: false };
const simulation = await simulateVentral({}, context);

console.log('| of  | ceiling, known | its estimate, expected | estimate - expected | in errors |');
console.log('| --- | -------------- | ---------------------- | ------------------- | --------- |');
for (const region of /** @type {const} */ (['V4', 'IT'])) {
  await report(region, async (seed) => {
    const { trials, truth } = await simulation.record({ region, seed });
    const { value } = await internalConsistency.compare(undefined, trials, {}, context);
    return { known: truth.ceiling, expected: truth.expectedConsistency, value };
  });
}
await report('i2n', async (seed) => {
  const { trials, truth } = await simulation.choose({ seed });
  const { value } = await trialConsistency.compare(undefined, trials, {}, context);
  return { known: truth.ceiling, expected: truth.ceiling, value };
});

/**
 * @param {string} name
 * @param {(seed: number) => Promise<{ known: number, expected: number, value: number }>} draw
 */
async function report(name, draw) {
  const drawn = [];
  for (const seed of seeds) drawn.push(await draw(seed));
  const off = meanOf(drawn.map(({ value, expected }) => value - expected));
  const squares = drawn.map(({ value, expected }) => (value - expected - off) ** 2);
  const error = Math.sqrt((meanOf(squares) * seeds.length) / (seeds.length - 1) / seeds.length);
  const cells = [
    name,
    meanOf(drawn.map(({ known }) => known)).toFixed(4),
    meanOf(drawn.map(({ expected }) => expected)).toFixed(4),
    `${off.toFixed(4)} ± ${error.toFixed(4)}`,
    (off / error).toFixed(1),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** @param {readonly number[]} values */
function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
