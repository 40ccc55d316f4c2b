import { defineMetric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean } from '@ventral/numerics';
import { type CountedScore, resampleJudgements } from './resample-judgements.ts';
import { aboveChance, countChoices, type Judgements, readJudgements } from './triplets.ts';

/**
 * How far people agree on the odd one of three: the share of the most frequent choice of each triplet, averaged
 * over triplets, above chance as `oddOneOut` is. This is the noise ceiling of the reference. It counts each answer
 * among those that it is compared with, and so is somewhat high: extras hold two that do not.
 *
 * - `majorityShare`: this one, not above chance; `majoritySharePerTrial`: each trial weighing the same
 * - `leaveOneOut`: how often an answer is that of most others; where several are, each in its share
 * - `agreementOfTwo`: how often two answers to one triplet are the same
 *
 * The target is that of `oddOneOut`, each triplet answered at least twice.
 *
 * Reference: Hebart, Zheng, Pereira & Baker (2020), doi:10.1038/s41562-020-00951-3
 */
export const oddOneOutCeiling = defineMetric({
  id: 'odd_one_out_ceiling',
  title: 'Share of the most frequent choice of the odd one of three, above chance',
  citation:
    'Hebart, M. N., Zheng, C. Y., Pereira, F. & Baker, C. I. (2020). Revealing the multidimensional mental ' +
    'representations of natural objects underlying human similarity judgements. Nature Human Behaviour, 4, ' +
    '1173-1185. https://doi.org/10.1038/s41562-020-00951-3',
  source: 'none',
  better: 'higher',
  compareTarget(_source, target) {
    const judgements = readJudgements(target);
    const agreements = agreementsOf(judgements);
    const { majorityShare, leaveOneOut } = agreements;
    return {
      value: aboveChance(majorityShare),
      extras: { ...agreements },
      notes: [
        `people's most frequent choices are ${(100 * majorityShare).toFixed(1)} % of all, on average over triplets; ` +
          `an answer is that of most others in ${(100 * leaveOneOut).toFixed(1)} %.`,
      ],
      resampling: resampleJudgements(judgements, countedMajorityShare(judgements)),
    };
  },
});

interface Agreements {
  readonly majorityShare: number;
  readonly majoritySharePerTrial: number;
  readonly leaveOneOut: number;
  readonly agreementOfTwo: number;
}

function agreementsOf(judgements: Judgements): Agreements {
  const counts = countChoices(judgements);
  const { triplets } = judgements;
  const shares: number[] = [];
  const [left, alike]: [number[], number[]] = [[], []];
  let most = 0;
  for (const [index, { objects }] of triplets.entries()) {
    const own = [...counts.subarray(3 * index, 3 * index + 3)];
    const total = own[0]! + own[1]! + own[2]!;
    if (total < 2) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `The triplet ${objects.join(', ')} was judged once: nothing says how far people agree on it.`,
        { hint: 'Give triplets that several people judged.' },
      );
    }
    const highest = Math.max(...own);
    most += highest;
    shares.push(highest / total);
    left.push(mean(own.flatMap((count, object) => Array(count).fill(leftOut(own, object)))));
    alike.push(own.reduce((sum, count) => sum + count * (count - 1), 0) / (total * (total - 1)));
  }
  return {
    majorityShare: mean(shares),
    majoritySharePerTrial: most / judgements.odd.length,
    leaveOneOut: mean(left),
    agreementOfTwo: mean(alike),
  };
}

/** Whether one answer is that of most others: a share where several are. */
function leftOut(counts: readonly number[], object: number): number {
  const others = counts.map((count, index) => (index === object ? count - 1 : count));
  const highest = Math.max(...others);
  if (others[object] !== highest) return 0;
  return 1 / others.filter((count) => count === highest).length;
}

/** Triplets that no drawn subject judged count for nothing. */
function countedMajorityShare({ triplets, triplet, odd, subject }: Judgements): CountedScore {
  const counts = new Float64Array(3 * triplets.length);
  return (timesOfTriplet, timesOfSubject) => {
    counts.fill(0);
    for (let trial = 0; trial < odd.length; trial++) {
      counts[3 * triplet[trial]! + odd[trial]!]! += timesOfSubject[subject[trial]!]!;
    }
    let [sum, total] = [0, 0];
    for (let index = 0; index < triplets.length; index++) {
      const [a, b, c] = [counts[3 * index]!, counts[3 * index + 1]!, counts[3 * index + 2]!];
      const all = a + b + c;
      if (all === 0) continue;
      const times = timesOfTriplet[index]!;
      sum += (times * Math.max(a, b, c)) / all;
      total += times;
    }
    return aboveChance(sum / total);
  };
}
