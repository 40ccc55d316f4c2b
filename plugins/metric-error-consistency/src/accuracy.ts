import { type Assembly, coordinate, selectAlong } from '@ventral/arrays';
import { defineMetric, unitResampling } from '@ventral/core';
import { countedMean, mean, standardDeviation } from '@ventral/numerics';
import { type Answers, readHumanAnswers, readModelAnswers, readTruths } from './answers.ts';

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
  unit: 'share right',
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

/** The share of stimuli that people name rightly, each of those they saw; the mean over people. */
export const accuracyCeiling = defineMetric({
  id: 'accuracy_ceiling',
  title: 'Share of stimuli that people name rightly',
  source: 'none',
  better: 'higher',
  compareTarget: (_source, target) => ({
    perSubject: Object.fromEntries(
      [...readHumanAnswers(target)].map(([subject, answers]) => [subject, accuracyOf(answers)]),
    ),
  }),
});

/** The share of right answers; NaN where there are none. */
export function accuracyOf(answers: readonly Answers[]): number {
  return mean(answers.flatMap((inCondition) => [...inCondition.values()].map(Number)));
}

/** {@link accuracyOf} over stimuli that count several times, or not at all. */
export function countedAccuracy(
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
