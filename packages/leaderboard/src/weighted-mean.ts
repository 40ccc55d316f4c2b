import { rankScores } from './rank-scores.ts';
import type { Maybe, SiteBenchmark } from './site-data.ts';

/** How much each benchmark counts, by key; those that are not named count nothing. */
export type Weights = Readonly<Record<string, number>>;

/** A mean of scores, a model at each place. */
export interface MeanColumn {
  readonly value: readonly Maybe[];
  readonly low: readonly Maybe[];
  readonly high: readonly Maybe[];
  /** How many of the benchmarks that count each model lacks. */
  readonly lacking: readonly number[];
}

/**
 * The weights to begin with: of each kind of stimuli each region counts the same, and in it each benchmark that says how
 * far a model agrees with what was measured. Others count nothing: they have a unit, such as gains in nats and shares of
 * right answers, or lower is better. Nor do means over regions, details, changed benchmarks and older versions, and those of which nothing
 * says what region they are of.
 */
export function defaultWeights(benchmarks: readonly SiteBenchmark[]): Weights {
  const counted = benchmarks.filter(
    ({ better, unit, isOwn, isDetail, region }) =>
      better === 'higher' &&
      unit === undefined &&
      isOwn &&
      !isDetail &&
      region !== 'several' &&
      region !== 'unknown',
  );
  const counts = new Map<string, number>();
  const regionOf = ({ stimuli, region }: SiteBenchmark) => `${stimuli} ${region}`;
  for (const one of counted) counts.set(regionOf(one), (counts.get(regionOf(one)) ?? 0) + 1);
  const weightOf = (one: SiteBenchmark) =>
    Number((1 / (counts.get(regionOf(one)) ?? 1)).toFixed(3));
  return Object.fromEntries(counted.map((one) => [one.key, weightOf(one)]));
}

/**
 * The weighted mean of scores. A model that lacks one of them has none: what is missing is not 0.
 *
 * Its interval takes benchmarks of one data set as if they erred together, and others as independent:
 * at least as wide as it has to be.
 */
export function weightedMean(
  benchmarks: readonly SiteBenchmark[],
  weights: Weights,
  count: number,
): MeanColumn {
  const counted = benchmarks.filter(
    ({ key, better }) => (weights[key] ?? 0) > 0 && better === 'higher',
  );
  const total = counted.reduce((sum, { key }) => sum + (weights[key] ?? 0), 0);
  const [value, low, high]: Maybe[][] = [[], [], []];
  const lacking: number[] = [];
  for (let place = 0; place < count; place += 1) {
    const missing = counted.filter(({ scores }) => scores.value[place] === null).length;
    const isComplete = counted.length > 0 && missing === 0;
    lacking.push(missing);
    const mean = isComplete
      ? counted.reduce((sum, { key, scores }) => sum + weights[key]! * scores.value[place]!, 0) /
        total
      : null;
    const reach = isComplete ? reachOf(counted, weights, place) : null;
    value!.push(mean);
    low!.push(mean === null || reach === null ? null : mean - reach / total);
    high!.push(mean === null || reach === null ? null : mean + reach / total);
  }
  return { value: value!, low: low!, high: high!, lacking };
}

/** {@link weightedMean}, with the rank of each model among those that take the same kind of stimuli. */
export interface RankedMean extends MeanColumn {
  readonly rank: readonly Maybe[];
}

/** The kind of stimuli that each model was scored on; where there are several, that of the first benchmark. */
export function kindsOfModels(
  benchmarks: readonly SiteBenchmark[],
  count: number,
): readonly (string | undefined)[] {
  return Array.from({ length: count }, (_, place) => {
    const scored = benchmarks.find(({ scores }) => (scores.value[place] ?? null) !== null);
    return scored?.stimuli;
  });
}

/** The weighted mean of each model over the benchmarks that show its kind of stimuli: others are no lack. */
export function meanOfEachKind(
  benchmarks: readonly SiteBenchmark[],
  weights: Weights,
  count: number,
): RankedMean {
  const kinds = kindsOfModels(benchmarks, count);
  const columns = new Map<string | undefined, RankedMean>(
    [...new Set(kinds)].map((kind) => {
      const own = benchmarks.filter(({ stimuli }) => kind === undefined || stimuli === kind);
      const column = weightedMean(own, weights, count);
      return [kind, { ...column, rank: rankScores(column.value, 'higher') }];
    }),
  );
  const each = <Value>(read: (column: RankedMean) => readonly Value[]) =>
    kinds.map((kind, place) => read(columns.get(kind)!)[place] as Value);
  return {
    value: each(({ value }) => value),
    low: each(({ low }) => low),
    high: each(({ high }) => high),
    lacking: each(({ lacking }) => lacking),
    rank: each(({ rank }) => rank),
  };
}

function reachOf(counted: readonly SiteBenchmark[], weights: Weights, place: number): Maybe {
  const byData = new Map<string, number>();
  for (const { key, id, scores } of counted) {
    const [low, high] = [scores.low[place] ?? null, scores.high[place] ?? null];
    if (low === null || high === null) return null;
    // Ids begin with their data set: `MajajHong2015.V4-pls`.
    const data = id.split(/[.-]/)[0] ?? id;
    byData.set(data, (byData.get(data) ?? 0) + ((weights[key] ?? 0) * (high - low)) / 2);
  }
  return Math.hypot(...byData.values());
}
