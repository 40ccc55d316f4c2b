import { defineMetric } from '@ventral/core';
import { mean } from '@ventral/numerics';
import * as v from 'valibot';
import { accuracyOf, countedAccuracy } from './accuracy.ts';
import type { Answers } from './answers.ts';
import { type Comparison, comparePeople, compareWithPeople } from './compare-people.ts';

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
  compareTarget(source, target, chosen) {
    const { compare, prepare } = nearness(chosen);
    const seenBy = (answers: readonly Answers[], model: readonly Answers[]) =>
      answers.map((theirs, condition) => restrict(model[condition]!, theirs));
    return compareWithPeople(source, target, {
      compare: (model, answers) => compare(seenBy(answers, model), answers),
      prepare: (model, answers, indexOf) => prepare(seenBy(answers, model), answers, indexOf),
    });
  },
});

/** Nearness of accuracies between any two people: the ceiling of {@link accuracyDistance}. */
export const accuracyDistanceCeiling = defineMetric({
  id: 'accuracy_distance_ceiling',
  title: 'Nearness of accuracies between people',
  source: 'none',
  better: 'higher',
  options,
  compareTarget: (_source, target, chosen) => comparePeople(target, nearness(chosen)),
});

/** Nearness to the second of two accuracies. */
function nearness({ chanceLevel, perCondition }: v.InferOutput<typeof options>): Comparison {
  const between = (a: number, h: number) => 1 - Math.abs(a - h) / Math.max(1 - h, h - chanceLevel);
  // What is compared with each other: conditions, or all of them together.
  const grouped = (all: readonly Answers[]) => (perCondition ? all.map((one) => [one]) : [all]);
  return {
    compare(first, second) {
      const others = grouped(second).map(accuracyOf);
      return [mean(grouped(first).map((own, group) => between(accuracyOf(own), others[group]!)))];
    },
    prepare(first, second, indexOf) {
      const countable = (all: readonly Answers[]) =>
        grouped(all).map((group) => countedAccuracy(group, indexOf));
      const [own, others] = [countable(first), countable(second)];
      return (counts) =>
        mean(own.map((accuracyIn, group) => between(accuracyIn(counts), others[group]!(counts))));
    },
  };
}

function restrict(answers: Answers, to: Answers): Answers {
  return new Map([...to.keys()].map((stimulus) => [stimulus, answers.get(stimulus) === true]));
}
