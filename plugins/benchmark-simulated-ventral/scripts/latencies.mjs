// @ts-check
/**
 * Recovers the known latencies of simulated brains, each with sites, noise and images of its own, from scores
 * over time: when a region responds, when its recurrent step takes over, and that shuffled time scores 0.
 *
 * `node plugins/benchmark-simulated-ventral/scripts/latencies.mjs [--seeds 40] [--first 1]
 * [--regions V4,IT]`, after
 * `npm run build`
 */

import { parseArgs } from 'node:util';
import { defineDataset, defineNeuralBenchmark } from '@ventral/core';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { ridge } from '@ventral/metric-linear-predictivity';

const { values: flags } = parseArgs({
  options: {
    seeds: { type: 'string', default: '40' },
    first: { type: 'string', default: '1' },
    regions: { type: 'string', default: 'V4,IT' },
    cache: { type: 'string' },
  },
});
const size = { sites: 16, repeats: 50, images: 240 };
const context = createRunContext(flags.cache === undefined ? {} : { cacheFolder: flags.cache });
const simulation = await simulateVentral({}, context);
const first = Number(flags.first);
const seeds = Array.from({ length: Number(flags.seeds) }, (_, index) => first + index);

for (const region of /** @type {('V1' | 'V4' | 'IT')[]} */ (flags.regions.split(','))) {
  const found = [];
  for (const seed of seeds) {
    const one = await recover(region, seed);
    found.push(one);
    console.log(JSON.stringify({ region, seed, ...one }));
  }
  summarize(region, found);
}

/**
 * @param {'V1' | 'V4' | 'IT'} region
 * @param {number} seed
 */
async function recover(region, seed) {
  const all = simulation.stimuli.stimuli;
  // A walk in steps that meet each image once; each seed begins elsewhere.
  const walk = (/** @type {number} */ step) => (37 * seed + 397 * step) % all.length;
  const shown = Array.from({ length: size.images }, (_, step) => walk(step)).sort((a, b) => a - b);
  const { windows, truth } = await simulation.recordOverTime({
    ...{ region, seed, shown, sites: size.sites, repeats: size.repeats },
  });
  const stimuli = {
    id: `seed ${seed}`,
    digest: `${seed}`,
    stimuli: shown.map((image) => /** @type {(typeof all)[number]} */ (all[image])),
  };
  const recordings = /** @type {(typeof windows)[number]} */ (windows[0]).recordings;
  const benchmark = defineNeuralBenchmark({
    id: `Latencies.${region}`,
    title: `Latencies of simulated ${region}`,
    dataset: defineDataset({
      ...{ id: 'Latencies', title: 'Simulated', species: 'simulated', regions: [region] },
      files: {},
      load: async () => ({ stimuli, recordings, overTime: async () => windows }),
    }),
    ...{ region, metric: ridge, overTime: /** @type {const} */ ('responses') },
    // Half of the usual ones: there are thousands of scores.
    metricOptions: { splits: 5 },
  });
  const run = { ...context, run: {}, seed };
  const { feedForward, recurrent } = truth.features;
  const committed = truth.latencies.recurrent;
  /** @param {(start: number) => typeof recurrent} featuresAt */
  const model = (featuresAt) => ({
    id: 'model',
    record: async (
      /** @type {unknown} */ _stimuli,
      /** @type {string} */ _region,
      /** @type {readonly [number, number] | undefined} */ window,
    ) => featuresAt(window?.[0] ?? 0),
  });
  const first = await courseOf(model(() => feedForward));
  const second = await courseOf(model(() => recurrent));
  // A trajectory is the one step until the window of the other one begins.
  const isLate = windows.map(({ window: [start] }) => start >= committed);
  const trajectory = isLate.map((late, bin) => (late ? second : first)[bin]?.value ?? Number.NaN);
  const swapped = isLate.map((late, bin) => (late ? first : second)[bin]?.value ?? Number.NaN);
  const { overTime } = await benchmark.score(
    model((start) => (start >= committed ? recurrent : feedForward)),
    run,
    { time: 'shuffled' },
  );
  const control = overTime?.mean;
  const interval =
    control?.uncertainty && 'interval' in control.uncertainty ? control.uncertainty.interval : [];
  return {
    response: firstOf(first, ({ uncertainty }) => low(uncertainty) > 0),
    takeover: takeover(first, second),
    means: [mean(first), mean(second), average(trajectory), average(swapped)],
    best: Math.max(...truth.reachable),
    control: control?.value,
    interval,
    curves: [first, second].map((course) => course.map(({ value }) => Number(value.toFixed(4)))),
    reachable: truth.reachable.map((value) => Number(value.toFixed(4))),
  };

  /** @param {import('@ventral/core').Candidate} candidate */
  async function courseOf(candidate) {
    const score = await benchmark.score(candidate, run);
    return (score.overTime?.bins ?? []).map((bin) => {
      if (bin.score === undefined) throw new Error(bin.unavailable);
      return bin.score;
    });
  }
  /**
   * Start of the bin from which on the second step is ahead by most, bins summed up.
   *
   * @param {Awaited<ReturnType<typeof courseOf>>} one
   * @param {Awaited<ReturnType<typeof courseOf>>} other
   */
  function takeover(one, other) {
    const gains = other.map(({ value }, bin) => value - (one[bin]?.value ?? Number.NaN));
    const from = gains.map((_, bin) => gains.slice(bin).reduce((sum, gain) => sum + gain, 0));
    return windows[from.indexOf(Math.max(...from))]?.window[0];
  }
  /**
   * Start of the first bin for which something holds, and for the next one as well.
   *
   * @param {Awaited<ReturnType<typeof courseOf>>} course
   * @param {(score: (typeof course)[number]) => boolean} holds
   */
  function firstOf(course, holds) {
    const held = course.map((score) => holds(score));
    const bin = held.findIndex((one, index) => one && held[index + 1] === true);
    return windows[bin]?.window[0];
  }
}

/** @param {import('@ventral/core').Score['uncertainty']} uncertainty */
function low(uncertainty) {
  return uncertainty && 'interval' in uncertainty ? uncertainty.interval[0] : Number.NaN;
}

/**
 * @param {string} region
 * @param {readonly Awaited<ReturnType<typeof recover>>[]} found
 */
function summarize(region, found) {
  for (const what of /** @type {const} */ (['response', 'takeover'])) {
    const starts = found.map((one) => one[what]);
    const counts = [...new Set(starts)].sort((a = -1, b = -1) => a - b);
    const words = counts.map(
      (start) => `${start} ms in ${starts.filter((one) => one === start).length}`,
    );
    console.log(`${region}: ${what} found in the bin from ${words.join(', ')} of ${found.length}`);
  }
  const covered = found.filter(({ interval: [least = 1, most = -1] }) => least <= 0 && most >= 0);
  console.log(
    `${region}: shuffled time is 0 within its interval in ${covered.length} of ${found.length}`,
  );
  const controls = found.map(({ control = Number.NaN }) => control);
  console.log(`${region}: shuffled time, mean ${average(controls).toFixed(4)}`);
  const names = ['first step', 'second step', 'trajectory', 'trajectory the wrong way round'];
  for (const [index, name] of names.entries()) {
    const means = found.map(({ means: all }) => all[index] ?? Number.NaN);
    console.log(`${region}: ${name}, mean over time ${average(means).toFixed(3)}`);
  }
  const ahead = found.filter(
    ({ means: [one = 0, two = 0, both = 0] }) => both > Math.max(one, two),
  );
  console.log(
    `${region}: the trajectory is ahead of either step in ${ahead.length} of ${found.length}`,
  );
}

/** @param {readonly { readonly value: number }[]} scores */
function mean(scores) {
  return average(scores.map(({ value }) => value));
}

/** @param {readonly number[]} values */
function average(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
