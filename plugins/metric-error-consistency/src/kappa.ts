import { type Agreement, agreement } from './agreement.ts';
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
  return beyondChance(agreement(first, second));
}

/** {@link kappa} of an agreement. */
export function beyondChance({ first, second, alike }: Agreement): number {
  const expected = first * second + (1 - first) * (1 - second);
  return (alike - expected) / (1 - expected);
}
