import type { ModelPairs } from './model-pairs.ts';

/** Models in a group, which are about equally uncertain; see {@link openLargestDifferences}. */
const groupSize = 256;
/** One partner in so many of a group is compared in full. */
const closeShare = 16;

/** In each draw, the largest difference so far in standard errors, and the pair that has it. */
export interface LargestDifferences {
  readonly largest: Float64Array;
  /** Its place in `models x models`; -1 before there is any. */
  readonly pair: Int32Array;
}

/**
 * Raises, in the draws named, the largest difference in standard errors between one model and its
 * partners, on either side of zero. The result is exact, though most pairs are never looked at:
 *
 * The models, in groups of about equal uncertainty, are sorted in each draw. Partners are taken from both
 * ends, where differences are largest, until the next one is too near to count even if its standard
 * error were the smallest of its group. So that a few partners much like the model do not make that
 * smallest error useless, the closest sixteenth is compared in full.
 */
export function openLargestDifferences(
  pairs: ModelPairs,
): (
  model: number,
  partners: Uint8Array,
  which: ArrayLike<number>,
  raised: LargestDifferences,
) => void {
  const { models, draws, deviations, precision } = pairs;
  const groups = groupByVariance(pairs);
  const { order, sorted } = sortDraws(groups, pairs);
  return (model, partners, which, { largest, pair }) => {
    const own = model * models;
    const start = model * draws;
    for (const { first, members } of groups) {
      const precisions = members
        .filter((other) => partners[other] === 1)
        .map((other) => precision[own + other]!)
        .sort();
      if (precisions.length === 0) continue;
      const bound = precisions.at(-Math.ceil(precisions.length / closeShare))!;
      for (const other of members) {
        const scale = precision[own + other]!;
        if (partners[other] === 0 || scale <= bound) continue;
        const from = other * draws;
        for (let index = 0; index < which.length; index++) {
          const draw = which[index]!;
          const t = Math.abs(deviations[start + draw]! - deviations[from + draw]!) * scale;
          if (t > largest[draw]!) {
            largest[draw] = t;
            pair[draw] = own + other;
          }
        }
      }
      for (let index = 0; index < which.length; index++) {
        const draw = which[index]!;
        const value = deviations[start + draw]!;
        const lowest = first * draws + draw;
        const highest = lowest + (members.length - 1) * draws;
        let most = largest[draw]!;
        for (let place = lowest; place <= highest; place += draws) {
          const difference = value - sorted[place]!;
          if (difference * bound <= most) break;
          const other = order[place]!;
          const t = difference * precision[own + other]!;
          if (t > most && partners[other] === 1) {
            most = t;
            pair[draw] = own + other;
          }
        }
        for (let place = highest; place >= lowest; place -= draws) {
          const difference = sorted[place]! - value;
          if (difference * bound <= most) break;
          const other = order[place]!;
          const t = difference * precision[own + other]!;
          if (t > most && partners[other] === 1) {
            most = t;
            pair[draw] = own + other;
          }
        }
        largest[draw] = most;
      }
    }
  };
}

/** Models of about equal variance together; `first` is how many are in the groups before. */
interface Group {
  readonly first: number;
  readonly members: Uint32Array;
}

function groupByVariance({ models, draws, deviations }: ModelPairs): readonly Group[] {
  const variances = Float64Array.from({ length: models }, (_, model) =>
    deviations
      .subarray(model * draws, (model + 1) * draws)
      .reduce((sum, deviation) => sum + deviation * deviation, 0),
  );
  const ascending = Uint32Array.from(variances.keys()).sort(
    (a, b) => variances[a]! - variances[b]!,
  );
  return Array.from({ length: Math.ceil(models / groupSize) }, (_, group) => ({
    first: group * groupSize,
    members: ascending.subarray(group * groupSize, (group + 1) * groupSize),
  }));
}

/**
 * The models of each draw, group by group, from lowest to highest: `models x draws`, as the ends of
 * all draws are read one after the other.
 */
function sortDraws(groups: readonly Group[], { models, draws, deviations }: ModelPairs) {
  const order = new Uint32Array(models * draws);
  const sorted = new Float64Array(models * draws);
  const values = new Float64Array(models);
  for (const { first, members } of groups) {
    for (let draw = 0; draw < draws; draw++) {
      for (const model of members) values[model] = deviations[model * draws + draw]!;
      members
        .toSorted((a, b) => values[a]! - values[b]!)
        .forEach((model, place) => {
          order[(first + place) * draws + draw] = model;
          sorted[(first + place) * draws + draw] = values[model]!;
        });
    }
  }
  return { order, sorted };
}
