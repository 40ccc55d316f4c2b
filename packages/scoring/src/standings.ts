import type { Score } from '@ventral/core';
import {
  compareReplicates,
  holm,
  jointReplicates,
  type PairedComparison,
  type RankInterval,
  rankIntervals,
  replicatesOf,
  type ScoreReplicates,
} from '@ventral/statistics';

/** Where a score stands among others on one benchmark. */
export interface Standing {
  /**
   * The ranks that it may have, each at 95 %, from 1, the best. Models whose lowest is 1 cannot be told from
   * the best. Absent where some of the scores cannot be compared.
   */
  readonly rank?: RankInterval;
  /** Of the best score minus this one; absent for the best itself. */
  readonly behindBest?: PairedComparison;
  /** Its p by Holm's method, over all that are compared with the best. */
  readonly adjustedP?: number;
}

/**
 * Where scores stand among each other, from their replicates alone.
 *
 * @param ranked scores on one benchmark, the best first
 * @returns one a score, in the same order
 */
export function standingsOf(ranked: readonly Score[]): readonly Standing[] {
  const replicates = ranked.map((score) => replicatesOf(score));
  const ranks = ranksOf(ranked, replicates);
  const [best] = replicates;
  const behind = replicates.slice(1).map((own, index): PairedComparison => {
    if (best !== undefined && own !== undefined) return compareReplicates(best, own);
    const difference = (ranked[0] as Score).value - (ranked[index + 1] as Score).value;
    return { difference, unavailable: whyNone(best === undefined ? ranked[0] : ranked[index + 1]) };
  });
  const tested = behind.flatMap((paired, index) => ('p' in paired ? [{ index, p: paired.p }] : []));
  const adjusted = holm(tested.map(({ p }) => p));
  const adjustedOf = new Map(tested.map(({ index }, order) => [index, adjusted[order]]));
  return ranked.map((_, index): Standing => {
    const [rank, adjustedP] = [ranks?.[index], adjustedOf.get(index - 1)];
    const behindBest = index === 0 ? undefined : behind[index - 1];
    return {
      ...(rank && { rank }),
      ...(behindBest && { behindBest }),
      ...(adjustedP !== undefined && { adjustedP }),
    };
  });
}

function ranksOf(
  ranked: readonly Score[],
  replicates: readonly (ScoreReplicates | undefined)[],
): readonly RankInterval[] | undefined {
  const whole = replicates.filter((one) => one !== undefined);
  const plans = new Set(whole.map(({ plan }) => plan));
  if (whole.length < ranked.length || plans.size !== 1 || ranked.length < 2) return undefined;
  const values = ranked.map(({ value }) => value);
  const better = ranked[0]?.better ?? 'higher';
  return rankIntervals(values, { replicates: jointReplicates(whole) }, { better });
}

function whyNone(score: Score | undefined): string {
  const { uncertainty } = score ?? {};
  return uncertainty !== undefined && 'unavailable' in uncertainty
    ? uncertainty.unavailable
    : 'A record was made before scores were drawn again: score it anew.';
}
