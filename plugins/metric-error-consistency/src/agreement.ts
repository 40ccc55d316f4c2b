import { mean } from '@ventral/numerics';
import type { Answers } from './answers.ts';
import type { Comparison } from './compare-people.ts';

/** How two agree on the stimuli that both answered: shares, from 0 to 1; NaN where there are none. */
export interface Agreement {
  /** Right answers of the first. */
  readonly first: number;
  /** Right answers of the second. */
  readonly second: number;
  /** Stimuli on which both were right or both wrong. */
  readonly alike: number;
}

/** How two who answered are compared by their agreement in each condition. */
export function byAgreement(measure: (agreement: Agreement) => number): Comparison {
  return {
    compare: (first, second) =>
      second.map((answers, condition) => measure(agreement(first[condition]!, answers))),
    prepare(first, second, indexOf) {
      const inConditions = second.map((answers, condition) =>
        countedAgreement(first[condition]!, answers, indexOf),
      );
      return (counts) => mean(inConditions.map((one) => measure(one(counts))));
    },
  };
}

/** The agreement of two. */
export function agreement(first: Answers, second: Answers): Agreement {
  const shared = [...first.keys()].filter((stimulus) => second.has(stimulus));
  const share = (holds: (stimulus: string) => boolean | undefined) =>
    shared.filter(holds).length / shared.length;
  return {
    first: share((stimulus) => first.get(stimulus)),
    second: share((stimulus) => second.get(stimulus)),
    alike: share((stimulus) => first.get(stimulus) === second.get(stimulus)),
  };
}

/** {@link agreement} over stimuli that count several times, or not at all. */
function countedAgreement(
  first: Answers,
  second: Answers,
  indexOf: ReadonlyMap<string, number>,
): (counts: ArrayLike<number>) => Agreement {
  const shared = [...first.keys()].filter((stimulus) => second.has(stimulus));
  const stimuli = Uint32Array.from(shared, (stimulus) => indexOf.get(stimulus) as number);
  // 3 where both were right, 1 and 2 where one was.
  const codes = Uint8Array.from(
    shared,
    (stimulus) => Number(first.get(stimulus)) + 2 * Number(second.get(stimulus)),
  );
  const totals = new Uint32Array(4);
  return (counts) => {
    totals.fill(0);
    for (let index = 0; index < codes.length; index++) {
      totals[codes[index]!]! += counts[stimuli[index]!] as number;
    }
    const [neither, onlyFirst, onlySecond, both] = totals as unknown as [
      number,
      number,
      number,
      number,
    ];
    const total = neither + onlyFirst + onlySecond + both;
    return {
      first: (onlyFirst + both) / total,
      second: (onlySecond + both) / total,
      alike: (neither + both) / total,
    };
  };
}
