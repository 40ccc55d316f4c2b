import { defineMetric } from '@ventral/core';
import { mean, standardDeviation } from '@ventral/numerics';
import * as v from 'valibot';
import { type Answers, readModelAnswers, readTruths } from './answers.ts';
import { comparePeople, compareWithPeople } from './compare-people.ts';

/**
 * The share of stimuli that a model names rightly. Its spread is the standard deviation (divided by
 * n) of right and wrong answers, as Brain-Score reports it, and not that of their mean.
 *
 * The target holds the right answers, `presentation` with the coordinates `stimulus_id` and `truth`;
 * a stimulus that several people saw counts once.
 */
export const accuracy = defineMetric({
  id: 'accuracy',
  title: 'Share of stimuli named rightly',
  source: 'choices',
  better: 'higher',
  compareTarget(source, target) {
    const answers = readModelAnswers(source, target);
    const right = Array.from(readTruths(target).keys(), (stimulus) =>
      Number(answers.get(stimulus)),
    );
    return { value: mean(right), spread: standardDeviation(right) };
  },
});

const options = v.object({
  chanceLevel: v.optional(
    v.pipe(v.number(), v.minValue(0), v.ltValue(1), v.description('Accuracy of guessing.')),
    0,
  ),
  // Models of equal accuracy then differ where they find other conditions hard than people do.
  perCondition: v.optional(
    v.pipe(v.boolean(), v.description('Compares accuracies in each condition and averages.')),
    false,
  ),
});

/**
 * How near a model's accuracy comes to people's: `1 - |a - h| / max(1 - h, h - chance)` with each
 * person of accuracy `h`, on the stimuli that this person saw; the mean over people. 1 where they
 * are equal, 0 where they could not be farther apart. Its spread is the standard deviation (divided
 * by n) over people.
 *
 * Source and target are those of `errorConsistency`.
 */
export const accuracyDistance = defineMetric({
  id: 'accuracy_distance',
  title: "Nearness of accuracy to people's",
  source: 'choices',
  better: 'higher',
  options,
  compareTarget: (source, target, chosen) =>
    compareWithPeople(source, target, (model, answers) => {
      const seen = answers.map((theirs, condition) => restrict(model[condition]!, theirs));
      return [nearness(seen, answers, chosen)];
    }),
});

/** Nearness of accuracies between any two people: the ceiling of {@link accuracyDistance}. */
export const accuracyDistanceCeiling = defineMetric({
  id: 'accuracy_distance_ceiling',
  title: 'Nearness of accuracies between people',
  source: 'none',
  better: 'higher',
  options,
  compareTarget: (_source, target, chosen) =>
    comparePeople(target, (first, second) => [nearness(first, second, chosen)]),
});

/** Nearness to the second of two accuracies, given answers in each condition. */
function nearness(
  first: readonly Answers[],
  second: readonly Answers[],
  { chanceLevel, perCondition }: v.InferOutput<typeof options>,
): number {
  const compare = (a: number, h: number) => 1 - Math.abs(a - h) / Math.max(1 - h, h - chanceLevel);
  if (!perCondition) return compare(accuracyOf(first), accuracyOf(second));
  return mean(
    first.map((answers, condition) =>
      compare(accuracyOf([answers]), accuracyOf([second[condition]!])),
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
