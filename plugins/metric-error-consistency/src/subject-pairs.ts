import { VentralError } from '@ventral/errors';
import type { Answers, HumanAnswers } from './human-answers.ts';

/** Two people and their answers in each condition. */
export interface SubjectPair {
  /** `A and B`. */
  readonly name: string;
  readonly first: readonly Answers[];
  readonly second: readonly Answers[];
}

/**
 * All pairs of people.
 *
 * @throws VentralError `RESPONSES_INVALID` for a single person
 */
export function subjectPairs({ subjects }: HumanAnswers): readonly SubjectPair[] {
  const all = [...subjects];
  if (all.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `People are compared with each other; there is only '${all[0]?.[0]}'.`,
      { hint: 'Give answers of at least two people.' },
    );
  }
  return all.flatMap(([name, first], index) =>
    all
      .slice(index + 1)
      .map(([other, second]) => ({ name: `${name} and ${other}`, first, second })),
  );
}
