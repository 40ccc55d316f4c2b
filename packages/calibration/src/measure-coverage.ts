import { type Assembly, coordinate, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import type { Metric, RunContext, Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean, RandomState, standardDeviation } from '@ventral/numerics';
import { comparePaired } from '@ventral/statistics';

/** A simulated brain of many stimuli, and of as many sites as are asked for. */
export interface CoveragePool {
  /** What the recordings are made of, one row a stimulus. */
  readonly features: FeatureMatrix;
  /** Draws sites and records them: `presentation x neuroid`, one row for each of the stimuli, in their order. */
  record(drawn: DrawnRecording): Promise<Assembly>;
}

/** What is recorded in one draw. */
export interface DrawnRecording {
  /** Stimuli that are shown: rows of the features. */
  readonly stimuli: readonly number[];
  /** How many sites are drawn. */
  readonly sites: number;
  /** Of the sites: another in every draw. */
  readonly seed: number;
}

/** What is drawn, and how often. */
export interface CoverageSettings {
  /** Stimuli of a draw. */
  readonly stimuli: number;
  /** Sites of a draw. */
  readonly sites: number;
  readonly draws: number;
  /**
   * By how much noisier the features of the third model are, in standard deviations.
   * @default 0.25
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
  /** Of equally good models, those told apart at p < .05. */
  readonly rejected: number;
  /** The same by a t test over splits, as if they were independent. */
  readonly rejectedNaively: number;
  /** Of pairs of which one is better, those in which it is found so at p < .05. */
  readonly found: number;
  /** The same by the t test over splits. */
  readonly foundNaively: number;
  /** Of 95 % intervals of how much better it is, those that hold the mean over draws. */
  readonly differenceCovered: number;
  /** The scores of each draw, for other tests of them. */
  readonly drawn: readonly DrawnScores[];
}

/** Scores of three models on the same stimuli and sites. */
export interface DrawnScores {
  readonly score: Score;
  /** Of a model that is as good. */
  readonly equal: Score;
  /** Of a model that is worse. */
  readonly worse: Score;
}

/**
 * How often intervals of scores hold the score that is expected on new stimuli and new sites, and how often
 * two models are told apart.
 *
 * A model gives the features of which the brain is made, with noise of its own, one standard deviation of
 * each: two models with as much noise are equally good, whatever is drawn. Stimuli are drawn without
 * replacement, and should be few beside the pool: at most 5 %, as scores on a larger share of all differ less.
 *
 * @throws VentralError `RESPONSES_INVALID` where a score of the metric has no interval
 */
export async function measureCoverage(
  { features, record }: CoveragePool,
  metric: Metric,
  { stimuli, sites, draws, handicap = 0.25 }: CoverageSettings,
  context: RunContext,
): Promise<Coverage> {
  const width = features.featureCount;
  const values = await features.readColumns(0, width);
  const spreads = columnSpreads(values, width);
  const drawn: DrawnScores[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const random = new RandomState(draw);
    const rows = random.choice(values.length / width, stimuli);
    const target = await record({ stimuli: rows, sites, seed: draw });
    const ids = coordinate(target, 'stimulus_id').map(String);
    const scoreWith = (noise: number) => {
      const noisy = Float32Array.from({ length: stimuli * width }, (_, cell) => {
        const [row, column] = [rows[Math.floor(cell / width)]!, cell % width];
        const value = values[row * width + column] as number;
        return value + noise * spreads[column]! * random.standardNormal();
      });
      return metric.compare(featureMatrix(noisy, ids), target, {}, context);
    };
    const [score, equal] = [await scoreWith(1), await scoreWith(1)];
    drawn.push({ score, equal, worse: await scoreWith(1 + handicap) });
  }
  const share = (holds: (scores: DrawnScores) => boolean) =>
    mean(drawn.map((scores) => Number(holds(scores))));
  const compare = (a: Score, b: Score) => {
    const paired = comparePaired(a, b);
    if ('unavailable' in paired) throw noInterval(metric, paired.unavailable);
    return paired;
  };
  const expected = mean(drawn.map(({ score }) => score.value));
  const lead = mean(drawn.map(({ score, worse }) => score.value - worse.value));
  return {
    expected,
    covered: share(({ score }) => isWithin(expected, intervalOf(score, metric))),
    coveredBySpread: share(
      ({ score: { value, spread = 0 } }) => Math.abs(value - expected) <= 1.96 * spread,
    ),
    rejected: share(({ score, equal }) => compare(score, equal).p < 0.05),
    // Student's t beyond which 5 % lie, with 9 degrees of freedom.
    rejectedNaively: share(({ score, equal }) => Math.abs(naiveT(score, equal)) > 2.262),
    found: share(({ score, worse }) => {
      const { difference, p } = compare(score, worse);
      return difference > 0 && p < 0.05;
    }),
    foundNaively: share(({ score, worse }) => naiveT(score, worse) > 2.262),
    differenceCovered: share(({ score, worse }) => isWithin(lead, compare(score, worse).interval)),
    drawn,
  };
}

function isWithin(value: number, [low, high]: readonly [number, number]): boolean {
  return low <= value && value <= high;
}

function intervalOf({ uncertainty }: Score, metric: Metric): readonly [number, number] {
  if (uncertainty !== undefined && !('unavailable' in uncertainty)) return uncertainty.interval;
  throw noInterval(metric, uncertainty?.unavailable ?? '');
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
