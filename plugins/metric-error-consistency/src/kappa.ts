import type { Answers } from './answers.ts';

/**
 * Cohen's kappa of being right and wrong on the same stimuli, beyond what the two accuracies make
 * likely, over the stimuli that both answered: 1 where all errors are shared, 0 at chance. NaN where
 * both were right, or both wrong, on all of them, and where they share none.
 *
 * Method: `(o - e) / (1 - e)`, with `o` the share of stimuli on which both were right or both wrong,
 * and `e` that of two observers of the same accuracies who err independently.
 * Reference: Geirhos, Meding & Wichmann (2020), https://arxiv.org/abs/2006.16736
 */
export function kappa(first: Answers, second: Answers): number {
  const shared = [...first.keys()].filter((stimulus) => second.has(stimulus));
  const share = (holds: (stimulus: string) => boolean | undefined) =>
    shared.filter(holds).length / shared.length;
  const a = share((stimulus) => first.get(stimulus));
  const b = share((stimulus) => second.get(stimulus));
  const observed = share((stimulus) => first.get(stimulus) === second.get(stimulus));
  return beyondChance(a, b, observed);
}

/** {@link kappa} over stimuli that count several times, or not at all. */
export function countedKappa(
  first: Answers,
  second: Answers,
  indexOf: ReadonlyMap<string, number>,
): (counts: ArrayLike<number>) => number {
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
    const a = (onlyFirst + both) / total;
    const b = (onlySecond + both) / total;
    return beyondChance(a, b, (neither + both) / total);
  };
}

/** @param a share of right answers of one, `b` of the other, `observed` of answers alike */
function beyondChance(a: number, b: number, observed: number): number {
  const expected = a * b + (1 - a) * (1 - b);
  return (observed - expected) / (1 - expected);
}
