// @ts-check
import { featureMatrix, selectAlong } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';
import { comparePaired } from '@ventral/statistics';

/**
 * @typedef {object} CoverageSettings
 * @property {number} stimuli of a draw
 * @property {number} sites of a draw
 * @property {number} draws
 * @property {number} [handicap] by how much noisier the features of the second model are, in standard
 *   deviations: 0 for two equally good models
 */

/**
 * How often intervals hold the score that is expected over new stimuli and new sites, and how often two
 * models are told apart, on draws from a large simulated brain.
 *
 * A model gives the features of which the brain is made, with noise of its own: two models with as much
 * noise are equally good, whatever is drawn. What is expected is the mean over all draws.
 *
 * @param {import('@ventral/dataset-simulated-ventral').VentralRecordings} pool of many stimuli and sites
 * @param {import('@ventral/core').Metric} metric on features
 * @param {CoverageSettings} settings
 * @param {import('@ventral/core').RunContext} context
 */
export async function measureCoverage(pool, metric, settings, context) {
  const { stimuli, sites, draws, handicap = 0 } = settings;
  const { recordings, truth } = pool;
  const [poolStimuli = 0, poolSites = 0] = recordings.shape;
  const width = truth.features.featureCount;
  const features = await truth.features.readColumns(0, width);
  const spreads = columnSpreads(features, width);

  /** @type {{ score: import('@ventral/core').Score, p: number, t: number }[]} */
  const drawn = [];
  for (let draw = 0; draw < draws; draw++) {
    const random = new RandomState(draw);
    const rows = random.choice(poolStimuli, stimuli);
    const shown = selectAlong(recordings, 'presentation', rows);
    const target = selectAlong(shown, 'neuroid', random.choice(poolSites, sites));
    /** @param {number} noise */
    const scoreOf = (noise) => {
      const noisy = Float32Array.from({ length: stimuli * width }, (_, cell) => {
        const [row, column] = [rows[Math.floor(cell / width)] ?? 0, cell % width];
        const value = features[row * width + column] ?? 0;
        return value + noise * (spreads[column] ?? 0) * random.standardNormal();
      });
      const ids = shown.coords.stimulus_id?.values.map(String) ?? [];
      return metric.compare(featureMatrix(noisy, ids), target, {}, context);
    };
    const [score, other] = [await scoreOf(1), await scoreOf(1 + handicap)];
    const paired = comparePaired(score, other);
    if ('unavailable' in paired) throw new Error(paired.unavailable);
    drawn.push({ score, p: paired.p, t: naiveT(score, other) });
  }
  const expected = meanOf(drawn.map(({ score }) => score.value));
  /** @param {(one: typeof drawn[number]) => boolean} holds */
  const share = (holds) => meanOf(drawn.map((one) => Number(holds(one))));
  return {
    expected,
    /** Share of the 95 % intervals that hold the expected score. */
    covered: share(({ score: { uncertainty } }) => {
      if (uncertainty === undefined || 'unavailable' in uncertainty) return false;
      const [low, high] = uncertainty.interval;
      return low <= expected && expected <= high;
    }),
    /** The same of 1.96 standard errors over splits on either side. */
    coveredBySpread: share(
      ({ score: { value, error = 0 } }) => Math.abs(value - expected) <= 1.96 * error,
    ),
    /** Share of pairs that are told apart at p < .05. */
    rejected: share(({ p }) => p < 0.05),
    /** The same by a t test over splits, as if they were independent. */
    rejectedNaively: share(({ t }) => Math.abs(t) > 2.262),
  };
}

/**
 * Paired t over 10 splits, as if these were independent.
 *
 * @param {import('@ventral/core').Score} a
 * @param {import('@ventral/core').Score} b
 */
function naiveT(a, b) {
  const others = b.raw.perSplit ?? [];
  const differences = (a.raw.perSplit ?? []).map((value, split) => value - (others[split] ?? 0));
  const mean = meanOf(differences);
  const count = differences.length;
  const variance = meanOf(differences.map((one) => (one - mean) ** 2)) / (count - 1);
  return mean / Math.sqrt(variance);
}

/**
 * @param {ArrayLike<number>} values `rows x width`
 * @param {number} width
 */
function columnSpreads(values, width) {
  return Array.from({ length: width }, (_, column) => {
    const own = Array.from(
      { length: values.length / width },
      (_, row) => values[row * width + column] ?? 0,
    );
    const mean = meanOf(own);
    return Math.sqrt(meanOf(own.map((value) => (value - mean) ** 2)));
  });
}

/** @param {readonly number[]} values */
function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
