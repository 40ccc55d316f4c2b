import type { Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean, standardDeviation } from '@ventral/numerics';

/**
 * The score of comparisons with several people in several conditions: the mean over conditions,
 * then over people, skipping what is undefined; its error is the standard deviation (divided by n)
 * over all of them, as Brain-Score reports it.
 *
 * @param comparisons for each person, or pair of people, one value a condition
 * @throws VentralError `RESPONSES_INVALID` where none of them is defined
 */
export function scoreSubjects(comparisons: ReadonlyMap<string, readonly number[]>): Score {
  const all = [...comparisons.values()].flat();
  const perSubject = [...comparisons].map(([subject, values]) => [subject, mean(values)] as const);
  const value = mean(perSubject.map(([, average]) => average));
  if (Number.isNaN(value)) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `None of ${all.length} comparisons is defined: whoever is compared is right, or wrong, on ` +
        'every stimulus, or they saw none in common.',
      { hint: 'Use conditions in which some answers are right and some wrong.' },
    );
  }
  const error = standardDeviation(all);
  const skipped = all.filter(Number.isNaN).length;
  return {
    value,
    error,
    better: 'higher',
    raw: {
      value,
      error,
      perSubject: Object.fromEntries(
        perSubject.map(([subject, average]) => [subject, Number.isNaN(average) ? null : average]),
      ),
    },
    ...(skipped === 0
      ? {}
      : {
          notes: [
            `${skipped} of ${all.length} comparisons are undefined, because both were right or both ` +
              'wrong on every stimulus of a condition, or saw none in common; they were left out.',
          ],
        }),
  };
}
