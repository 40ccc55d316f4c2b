import type { Assembly } from '@ventral/arrays';
import type { Evidence } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean, standardDeviation } from '@ventral/numerics';
import { type Answers, readHumanAnswers, readModelAnswers } from './answers.ts';
import { type DrawnStimuli, drawnStimuli } from './drawn-stimuli.ts';
import { type ComparedPair, resamplePeople } from './resample-people.ts';

/** How two who answered are compared, given the answers of both in each condition. */
export interface Comparison {
  /** One or more values; NaN where undefined. */
  compare(first: readonly Answers[], second: readonly Answers[]): readonly number[];
  /**
   * The mean of these values over stimuli that count several times, or not at all.
   *
   * @param indexOf of each stimulus, its place among the counts
   */
  prepare(
    first: readonly Answers[],
    second: readonly Answers[],
    indexOf: ReadonlyMap<string, number>,
  ): (counts: ArrayLike<number>) => number;
}

/**
 * Compares a model's answers with those of each person.
 *
 * @param transform what the score makes of the mean
 */
export function compareWithPeople(
  source: Assembly,
  target: Assembly,
  { compare, prepare }: Comparison,
  transform?: (value: number) => number,
) {
  const subjects = [...readHumanAnswers(target)];
  const answers = readModelAnswers(source, target);
  const drawn = drawnStimuli(target);
  const pairs = subjects.map(([name, second], person) => {
    const first = second.map(() => answers);
    return {
      name,
      values: compare(first, second),
      people: [person],
      measure: prepare(first, second, drawn.indexOf),
    };
  });
  return summarize(
    pairs,
    subjects.map(([name]) => name),
    drawn,
    transform,
  );
}

/**
 * Compares the answers of any two people.
 *
 * @throws VentralError `RESPONSES_INVALID` for a single person
 */
export function comparePeople(target: Assembly, { compare, prepare }: Comparison) {
  const all = [...readHumanAnswers(target)];
  if (all.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `People are compared with each other; there is only '${all[0]?.[0]}'.`,
      { hint: 'Give answers of at least two people.' },
    );
  }
  const drawn = drawnStimuli(target);
  const pairs = all.flatMap(([name, first], person) =>
    all.slice(person + 1).map(([otherName, second], later) => ({
      name: `${name} and ${otherName}`,
      values: compare(first, second),
      people: [person, person + 1 + later],
      measure: prepare(first, second, drawn.indexOf),
    })),
  );
  return summarize(
    pairs,
    all.map(([name]) => name),
    drawn,
  );
}

/**
 * The mean over conditions, then over people, skipping what is undefined; its spread is the standard
 * deviation (divided by n) over all of them, as Brain-Score reports it.
 */
function summarize(
  pairs: readonly (ComparedPair & { readonly name: string; readonly values: readonly number[] })[],
  people: readonly string[],
  drawn: DrawnStimuli,
  transform: (value: number) => number = (value) => value,
): Evidence {
  const all = pairs.flatMap(({ values }) => values);
  const averages = pairs.map(({ name, values }) => [name, mean(values)] as const);
  const value = transform(mean(averages.map(([, average]) => average)));
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
    resampling: resamplePeople({ people, pairs, ...drawn }, transform),
    notes: skipped === 0 ? [] : [note],
  };
}
