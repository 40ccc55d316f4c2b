import { type Assembly, coordinate, selectAlong } from '@ventral/arrays';
import { defineMetric, unitResampling } from '@ventral/core';
import { countedMean, mean, standardDeviation } from '@ventral/numerics';
import * as v from 'valibot';
import { type Answers, readModelAnswers, readTruths } from './answers.ts';
import { type Comparison, comparePeople, compareWithPeople } from './compare-people.ts';

/**
 * The share of stimuli that a model names rightly. Its spread is the standard deviation (divided by
 * n) of right and wrong answers, as Brain-Score reports it, and not that of their mean.
 *
 * The source holds one answer a stimulus, or one in each of its conditions (the coordinate `condition`), such as
 * ways to change the stimuli: a stimulus then counts by its share of right answers. The target holds the right
 * answers, `presentation` with the coordinates `stimulus_id` and `truth`;
 * a stimulus that several people saw counts once.
 */
export const accuracy = defineMetric({
  id: 'accuracy',
  title: 'Share of stimuli named rightly',
  source: 'choices',
  better: 'higher',
  compareTarget(source, target) {
    const answers = inConditions(source).map((own) => readModelAnswers(own, target));
    const stimuli = [...readTruths(target).keys()];
    const right = stimuli.map((stimulus) => mean(answers.map((own) => Number(own.get(stimulus)))));
    return {
      value: mean(right),
      spread: standardDeviation(right),
      resampling: unitResampling('stimuli', stimuli, right, countedMean),
    };
  },
});

/** The answers in each condition apart. */
function inConditions(source: Assembly): readonly Assembly[] {
  if (source.coords.condition === undefined) return [source];
  const conditions = coordinate(source, 'condition');
  return [...new Set(conditions)].map((condition) => {
    const own = conditions.flatMap((one, row) => (one === condition ? [row] : []));
    return selectAlong(source, 'presentation', own);
  });
}

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

/** The share of right answers; NaN where there are none. */
function accuracyOf(answers: readonly Answers[]): number {
  return mean(answers.flatMap((inCondition) => [...inCondition.values()].map(Number)));
}

/** {@link accuracyOf} over stimuli that count several times, or not at all. */
function countedAccuracy(
  answers: readonly Answers[],
  indexOf: ReadonlyMap<string, number>,
): (counts: ArrayLike<number>) => number {
  const all = answers.flatMap((inCondition) => [...inCondition]);
  const stimuli = Uint32Array.from(all, ([stimulus]) => indexOf.get(stimulus) as number);
  const right = Uint8Array.from(all, ([, isRight]) => Number(isRight));
  return (counts) => {
    let [sum, total] = [0, 0];
    for (let index = 0; index < right.length; index++) {
      const count = counts[stimuli[index]!] as number;
      sum += count * right[index]!;
      total += count;
    }
    return sum / total;
  };
}

function restrict(answers: Answers, to: Answers): Answers {
  return new Map([...to.keys()].map((stimulus) => [stimulus, answers.get(stimulus) === true]));
}
