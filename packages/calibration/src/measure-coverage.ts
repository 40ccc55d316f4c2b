import {
  type Assembly,
  coordinate,
  type FeatureMatrix,
  featureMatrix,
  selectAlong,
} from '@ventral/arrays';
import type { Metric, RunContext, Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean, RandomState, standardDeviation } from '@ventral/numerics';
import { comparePaired } from '@ventral/statistics';

/** A simulated brain of many stimuli and sites, of which parts are drawn. */
export interface CoveragePool {
  /** `presentation x neuroid`, one row a stimulus. */
  readonly recordings: Assembly;
  /** What the recordings were made of, in the same order. */
  readonly features: FeatureMatrix;
}

/** What is drawn, and how often. */
export interface CoverageSettings {
  /** Stimuli of a draw. */
  readonly stimuli: number;
  /** Sites of a draw. */
  readonly sites: number;
  readonly draws: number;
  /**
   * By how much noisier the features of the second model are, in standard deviations.
   * @default 0: both are equally good
   */
  readonly handicap?: number;
}

/** How often intervals held, and models were told apart; shares of all draws. */
export interface Coverage {
  /** The mean score over draws: what is expected on new stimuli and new sites. */
  readonly expected: number;
  /** Of 95 % intervals, those that hold it. */
  readonly covered: number;
  /** The same of 1.96 spreads over splits on either side. */
  readonly coveredBySpread: number;
  /** Of pairs of models, those told apart at p < .05. */
  readonly rejected: number;
  /** The same by a t test over splits, as if they were independent. */
  readonly rejectedNaively: number;
}

/**
 * How often intervals of scores hold the score that is expected on new stimuli and new sites, and how often
 * two models are told apart.
 *
 * A model gives the features of which the brain is made, with noise of its own, one standard deviation of
 * each: two models with as much noise are equally good, whatever is drawn. Draws should be small beside the
 * pool, since they are made without replacement.
 *
 * @throws VentralError `RESPONSES_INVALID` where a score of the metric has no interval
 */
export async function measureCoverage(
  { recordings, features }: CoveragePool,
  metric: Metric,
  { stimuli, sites, draws, handicap = 0 }: CoverageSettings,
  context: RunContext,
): Promise<Coverage> {
  const [poolStimuli = 0, poolSites = 0] = recordings.shape;
  const width = features.featureCount;
  const values = await features.readColumns(0, width);
  const spreads = columnSpreads(values, width);
  const drawn: { score: Score; low: number; high: number; p: number; t: number }[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const random = new RandomState(draw);
    const rows = random.choice(poolStimuli, stimuli);
    const shown = selectAlong(recordings, 'presentation', rows);
    const target = selectAlong(shown, 'neuroid', random.choice(poolSites, sites));
    const ids = coordinate(shown, 'stimulus_id').map(String);
    const scoreWith = (noise: number) => {
      const noisy = Float32Array.from({ length: stimuli * width }, (_, cell) => {
        const [row, column] = [rows[Math.floor(cell / width)]!, cell % width];
        const value = values[row * width + column] as number;
        return value + noise * spreads[column]! * random.standardNormal();
      });
      return metric.compare(featureMatrix(noisy, ids), target, {}, context);
    };
    const [score, other] = [await scoreWith(1), await scoreWith(1 + handicap)];
    const paired = comparePaired(score, other);
    const { uncertainty } = score;
    if ('unavailable' in paired) throw noInterval(metric, paired.unavailable);
    if (uncertainty === undefined || 'unavailable' in uncertainty) throw noInterval(metric, '');
    const [low, high] = uncertainty.interval;
    drawn.push({ score, low, high, p: paired.p, t: naiveT(score, other) });
  }
  const expected = mean(drawn.map(({ score }) => score.value));
  const share = (holds: (one: (typeof drawn)[number]) => boolean) =>
    mean(drawn.map((one) => Number(holds(one))));
  return {
    expected,
    covered: share(({ low, high }) => low <= expected && expected <= high),
    coveredBySpread: share(
      ({ score: { value, spread = 0 } }) => Math.abs(value - expected) <= 1.96 * spread,
    ),
    rejected: share(({ p }) => p < 0.05),
    // Student's t beyond which 5 % lie, with 9 degrees of freedom.
    rejectedNaively: share(({ t }) => Math.abs(t) > 2.262),
  };
}

/** Paired t over ten splits, as if these were independent. */
function naiveT({ raw: a }: Score, { raw: b }: Score): number {
  const differences = (a.perSplit ?? []).map((value, split) => value - (b.perSplit ?? [])[split]!);
  return mean(differences) / (standardDeviation(differences) / Math.sqrt(differences.length - 1));
}

function columnSpreads(values: ArrayLike<number>, width: number): readonly number[] {
  const rows = values.length / width;
  return Array.from({ length: width }, (_, column) =>
    standardDeviation(
      Array.from({ length: rows }, (_, row) => values[row * width + column] as number),
    ),
  );
}

function noInterval({ id }: Metric, why: string): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `A score by '${id}' has no interval. ${why}`.trim(),
    {
      hint: 'Audit a metric whose scores can be drawn again (Evidence.resampling).',
    },
  );
}
