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
  const expected = a * b + (1 - a) * (1 - b);
  return (observed - expected) / (1 - expected);
}
