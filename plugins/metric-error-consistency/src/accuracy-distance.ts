import { defineMetric, type Metric } from '@ventral/core';
import { mean } from '@ventral/numerics';
import * as v from 'valibot';
import { type Answers, readHumanAnswers } from './human-answers.ts';
import { readModelAnswers } from './model-answers.ts';
import { subjectPairs } from './subject-pairs.ts';
import { scoreSubjects } from './subject-score.ts';

/** What can be chosen about the distance between accuracies. */
export interface AccuracyDistanceOptions {
  /**
   * Accuracy of guessing, in [0, 1): the farthest that a model can fall below people.
   * @default 0
   */
  readonly chanceLevel: number;
  /**
   * Whether accuracies are compared in each condition and the results averaged, so that models of
   * equal accuracy differ where they find other conditions hard than people do.
   * @default false
   */
  readonly perCondition: boolean;
}

const options: v.GenericSchema<unknown, AccuracyDistanceOptions> = v.strictObject({
  chanceLevel: v.optional(
    v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description('Accuracy of guessing.')),
    0,
  ),
  perCondition: v.optional(
    v.pipe(v.boolean(), v.description('Compares accuracies in each condition and averages.')),
    false,
  ),
});

/**
 * How near a model's accuracy comes to people's: `1 - |a - h| / max(1 - h, h - chance)` with each
 * person of accuracy `h`, on the stimuli that this person saw; the mean over people. 1 where they
 * are equal, 0 where they could not be farther apart. Its error is the standard deviation (divided
 * by n) over people.
 *
 * Source and target are those of {@link errorConsistency}.
 */
export const accuracyDistance: Metric<AccuracyDistanceOptions, 'choices'> = defineMetric({
  id: 'accuracy_distance',
  title: "Nearness of accuracy to people's",
  source: 'choices',
  better: 'higher',
  options,
  async compare(source, target, chosen) {
    const { truths, subjects } = readHumanAnswers(target);
    const model = readModelAnswers(source, truths);
    return scoreSubjects(
      new Map(
        [...subjects].map(([subject, answers]) => {
          const seen = answers.map((theirs) => restrict(model, theirs));
          return [subject, [nearness(seen, answers, chosen)]];
        }),
      ),
    );
  },
});

/** Nearness of accuracies between any two people: the ceiling of {@link accuracyDistance}. */
export const accuracyDistanceCeiling: Metric<AccuracyDistanceOptions, 'none'> = defineMetric({
  id: 'accuracy_distance_ceiling',
  title: 'Nearness of accuracies between people',
  source: 'none',
  better: 'higher',
  options,
  compare: async (_source, target, chosen) =>
    scoreSubjects(
      new Map(
        subjectPairs(readHumanAnswers(target)).map(({ name, first, second }) => [
          name,
          [nearness(first, second, chosen)],
        ]),
      ),
    ),
});

/** Nearness to the second of two accuracies, given answers in each condition. */
function nearness(
  first: readonly Answers[],
  second: readonly Answers[],
  { chanceLevel, perCondition }: AccuracyDistanceOptions,
): number {
  const compare = (a: number, h: number) => 1 - Math.abs(a - h) / Math.max(1 - h, h - chanceLevel);
  if (!perCondition) return compare(accuracyOf(first), accuracyOf(second));
  return mean(
    first.map((answers, condition) =>
      compare(accuracyOf([answers]), accuracyOf([second[condition] as Answers])),
    ),
  );
}

/** The share of right answers; NaN where there are none. */
function accuracyOf(answers: readonly Answers[]): number {
  return mean(answers.flatMap((inCondition) => [...inCondition.values()].map(Number)));
}

function restrict(answers: Answers, to: Answers): Answers {
  return new Map([...to.keys()].map((stimulus) => [stimulus, answers.get(stimulus) === true]));
}
