import { requireFinite, requireLevel } from './finite.ts';
import { type LargestDifferences, openLargestDifferences } from './largest-differences.ts';
import { type JointVariation, pairModels } from './model-pairs.ts';
import { twoSidedQuantile } from './student-t.ts';

/** The ranks that a model can have, from 1, the best. */
export type RankInterval = readonly [lowest: number, highest: number];

/** How ranks are bounded. */
export interface RankOptions {
  /** @default 0.95 */
  readonly level?: number;
  /** Whether the differences found are left out of the next step, until none is new. @default true */
  readonly stepdown?: boolean;
  /** @default 'higher' */
  readonly better?: 'higher' | 'lower';
}

/** Rank intervals of two kinds, one of each a model. */
export interface RankBands {
  /** Each covers the rank of its model at the level. */
  readonly marginal: readonly RankInterval[];
  /** All of them at once cover all ranks at the level. */
  readonly simultaneous: readonly RankInterval[];
}

/**
 * The share of the error allowed that a first step by Bonferroni may take, which saves most of the work
 * where models are spread. Of normal estimates it finds nothing that later steps would not.
 */
const firstShare = 0.01;

/**
 * Between which ranks each model lies, given how its score and those of the others vary together.
 *
 * Method: model k is better than j where their difference exceeds c standard errors of it; c is the
 * quantile, over replicates, of the largest studentised difference among all pairs in question: those
 * with j (marginal) or all (simultaneous). Pairs found are left out and c is found anew (stepdown). The
 * lowest rank of j is 1 + the number of models found better, the highest the number of models less those
 * found worse. Ties are covered, where a bootstrap of the ranks themselves fails; and as models are
 * shown the same stimuli, intervals are about half as wide as by comparing intervals of scores.
 * Reference: Mogstad, Romano, Shaikh and Wilhelm (2024). https://doi.org/10.1093/restud/rdad006
 *
 * Time grows with models² x replicates, memory with models² + models x replicates: for 1,000 of each,
 * seconds and about 60 MB.
 *
 * @param estimates one a model; without those that have none
 * @param variation replicates of each model (see `jointReplicates`), or the covariance of all
 * @throws VentralError `RESPONSES_INVALID` where an estimate is NaN or too few replicates are numbers,
 *   `SHAPE_MISMATCH` where rows and estimates differ in number, `OPTION_INVALID` for the level
 */
export function rankBands(
  estimates: ArrayLike<number>,
  variation: JointVariation,
  options: RankOptions = {},
): RankBands {
  const search = openRankSearch(estimates, variation, options);
  return { marginal: search.marginal(), simultaneous: search.simultaneous() };
}

/** Finds the intervals of either kind, each when it is asked for. */
function openRankSearch(
  estimates: ArrayLike<number>,
  variation: JointVariation,
  { level = 0.95, stepdown = true, better = 'higher' }: RankOptions,
): { readonly [Kind in keyof RankBands]: () => RankBands[Kind] } {
  requireLevel(level);
  if (estimates.length < 2) {
    requireFinite(estimates, 'Estimate');
    const alone = () => Array.from(estimates, (): RankInterval => [1, 1]);
    return { marginal: alone, simultaneous: alone };
  }
  const pairs = pairModels(estimates, variation);
  const { models, draws, t } = pairs;
  const raiseLargest = openLargestDifferences(pairs);
  const everyDraw = Uint32Array.from({ length: draws }, (_, draw) => draw);
  const indices = Array.from({ length: models }, (_, model) => model);
  const rowOf = (model: number) => t.subarray(model * models, (model + 1) * models);
  /** For each model, those that it may still be as good as, given how many pairs are compared. */
  const startWith = (count: number): readonly Uint8Array[] => {
    const first = stepdown
      ? twoSidedQuantile((firstShare * (1 - level)) / count, draws - 1)
      : Number.MAX_VALUE;
    return indices.map((model) =>
      Uint8Array.from(rowOf(model), (value, other) =>
        other !== model && Math.abs(value) <= first ? 1 : 0,
      ),
    );
  };
  /** Takes what is beyond `critical` out of question, and says whether there was any. */
  const reject = (model: number, inQuestion: Uint8Array, critical: number): boolean => {
    let found = false;
    rowOf(model).forEach((value, other) => {
      if (inQuestion[other] === 0 || Math.abs(value) <= critical) return;
      inQuestion[other] = 0;
      found = true;
    });
    return found;
  };
  const bounds = (inQuestion: readonly Uint8Array[]): readonly RankInterval[] =>
    indices.map((model) => intervalOf(rowOf(model), inQuestion[model]!, better));

  /** Of some models, takes out of question whom they differ from, until nobody new is found. */
  const stepDown = (some: readonly number[], ofAll: readonly Uint8Array[]): void => {
    const { largest, pair } = noDifferences(draws);
    let which = everyDraw;
    do {
      for (const draw of which) {
        largest[draw] = 0;
        pair[draw] = -1;
      }
      for (const model of some) {
        const inQuestion = ofAll[model]!;
        // Of all models, each pair once.
        const partners =
          some.length === 1
            ? inQuestion
            : inQuestion.map((one, other) => (other > model ? one : 0));
        raiseLargest(model, partners, which, { largest, pair });
      }
      const critical = quantile(largest, level);
      const found = some.filter((model) => reject(model, ofAll[model]!, critical));
      if (!stepdown || found.length === 0) return;
      // Only where the largest difference was of a pair now found is there another one to look for.
      which = everyDraw.filter((draw) => {
        const place = pair[draw]!;
        return place !== -1 && ofAll[Math.floor(place / models)]![place % models] === 0;
      });
    } while (which.length > 0);
  };

  return {
    marginal() {
      const ofEach = startWith(models - 1);
      for (const model of indices) stepDown([model], ofEach);
      return bounds(ofEach);
    },
    simultaneous() {
      const ofAll = startWith((models * (models - 1)) / 2);
      stepDown(indices, ofAll);
      return bounds(ofAll);
    },
  };
}

/**
 * The rank intervals of one kind, in about half the time of {@link rankBands}, which gives both.
 *
 * @param options.simultaneous whether all intervals cover at once, instead of each @default false
 */
export function rankIntervals(
  estimates: ArrayLike<number>,
  variation: JointVariation,
  { simultaneous = false, ...options }: RankOptions & { readonly simultaneous?: boolean } = {},
): readonly RankInterval[] {
  const search = openRankSearch(estimates, variation, options);
  return simultaneous ? search.simultaneous() : search.marginal();
}

/**
 * The models that cannot be told from the best: those whose rank may be 1. Of simultaneous intervals,
 * all models that are best, if several are, are among them at the level; of marginal ones, each is.
 *
 * @returns their indices
 */
export function tiedWithBest(intervals: readonly RankInterval[]): readonly number[] {
  return intervals.flatMap(([lowest], model) => (lowest === 1 ? [model] : []));
}

function intervalOf(
  differences: Float64Array,
  inQuestion: Uint8Array,
  better: 'higher' | 'lower',
): RankInterval {
  let [above, below] = [0, 0];
  for (let other = 0; other < differences.length; other++) {
    if (inQuestion[other] === 1) continue;
    if (differences[other]! > 0) below += 1;
    if (differences[other]! < 0) above += 1;
  }
  const [bettered, worse] = better === 'higher' ? [above, below] : [below, above];
  return [1 + bettered, differences.length - worse];
}

function noDifferences(draws: number): LargestDifferences {
  return { largest: new Float64Array(draws), pair: new Int32Array(draws).fill(-1) };
}

/** The smallest value that at least `level` of all, counted with one more, do not exceed. */
function quantile(values: Float64Array, level: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length, Math.ceil(level * (sorted.length + 1))) - 1]!;
}
