import type { Assembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { mean, standardDeviation } from '@ventral/numerics';
import { type Answers, readHumanAnswers, readModelAnswers } from './answers.ts';

/** Values of two who answered, given the answers of both in each condition; NaN where undefined. */
export type Comparison = (
  first: readonly Answers[],
  second: readonly Answers[],
) => readonly number[];

/** Compares a model's answers with those of each person. */
export function compareWithPeople(source: Assembly, target: Assembly, compare: Comparison) {
  const subjects = readHumanAnswers(target);
  const model = readModelAnswers(source, target);
  return summarize(
    [...subjects].map(([name, answers]) => [
      name,
      compare(
        answers.map(() => model),
        answers,
      ),
    ]),
  );
}

/**
 * Compares the answers of any two people.
 *
 * @throws VentralError `RESPONSES_INVALID` for a single person
 */
export function comparePeople(target: Assembly, compare: Comparison) {
  const all = [...readHumanAnswers(target)];
  if (all.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `People are compared with each other; there is only '${all[0]?.[0]}'.`,
      { hint: 'Give answers of at least two people.' },
    );
  }
  return summarize(
    all.flatMap(([name, first], index) =>
      all
        .slice(index + 1)
        .map(([other, second]) => [`${name} and ${other}`, compare(first, second)] as const),
    ),
  );
}

/**
 * The mean over conditions, then over people, skipping what is undefined; its spread is the standard
 * deviation (divided by n) over all of them, as Brain-Score reports it.
 */
function summarize(comparisons: readonly (readonly [name: string, values: readonly number[]])[]) {
  const all = comparisons.flatMap(([, values]) => values);
  const averages = comparisons.map(([name, values]) => [name, mean(values)] as const);
  const value = mean(averages.map(([, average]) => average));
  if (Number.isNaN(value)) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `None of ${all.length} comparisons is defined: whoever is compared is right, or wrong, on ` +
        'every stimulus, or they saw none in common.',
      { hint: 'Use conditions in which some answers are right and some wrong.' },
    );
  }
  const skipped = all.filter(Number.isNaN).length;
  const note =
    `${skipped} of ${all.length} comparisons are undefined, because both were right or both ` +
    'wrong on every stimulus of a condition, or saw none in common; they were left out.';
  return {
    value,
    spread: standardDeviation(all),
    perSubject: Object.fromEntries(averages),
    notes: skipped === 0 ? [] : [note],
  };
}
