import type { Assembly } from '@ventral/arrays';
import { defineMetric, type Metric, type Score } from '@ventral/core';
import * as v from 'valibot';
import { citation } from './citation.ts';
import { type Answers, readHumanAnswers } from './human-answers.ts';
import { kappa } from './kappa.ts';
import { readModelAnswers } from './model-answers.ts';
import { subjectPairs } from './subject-pairs.ts';
import { scoreSubjects } from './subject-score.ts';

const options: v.GenericSchema<unknown, object> = v.strictObject({});

/**
 * Whether a model errs on the stimuli on which people err: Cohen's kappa ({@link kappa}) with each
 * person in each condition; the mean over conditions, then people. Below 0, errors are shared less
 * often than by chance.
 *
 * The source holds one answer a stimulus, `presentation` with the coordinates `stimulus_id` and
 * `choice`; the target people's, `presentation` with the coordinates `stimulus_id`, `subject`,
 * `condition`, `truth` and `choice`.
 *
 * Time and memory grow with people's answers.
 *
 * Reference: Geirhos, Meding & Wichmann (2020), https://arxiv.org/abs/2006.16736
 */
export const errorConsistency: Metric<object, 'choices'> = defineMetric({
  id: 'error_consistency',
  title: "Consistency of errors with people's (kappa)",
  citation,
  source: 'choices',
  better: 'higher',
  options,
  compare: async (source, target) => compareWithPeople(source, target),
});

/**
 * The absolute value of {@link errorConsistency}, which is what Brain-Score reports: there, a model
 * that errs where people do not looks consistent too.
 */
export const errorConsistencyAbsolute: Metric<object, 'choices'> = defineMetric({
  id: 'error_consistency_absolute',
  title: "Consistency of errors with people's (absolute value of kappa), as published",
  citation,
  source: 'choices',
  better: 'higher',
  options,
  async compare(source, target) {
    const { value, ...score } = compareWithPeople(source, target);
    return { ...score, value: Math.abs(value), raw: { ...score.raw, value: Math.abs(value) } };
  },
});

/**
 * Error consistency between any two people: the ceiling of {@link errorConsistency}; its absolute
 * value is the ceiling of {@link errorConsistencyAbsolute}.
 */
export const errorConsistencyCeiling: Metric<object, 'none'> = defineMetric({
  id: 'error_consistency_ceiling',
  title: 'Consistency of errors between people (kappa)',
  citation,
  source: 'none',
  better: 'higher',
  options,
  async compare(_source, target) {
    return scoreSubjects(
      new Map(
        subjectPairs(readHumanAnswers(target)).map(({ name, first, second }) => [
          name,
          first.map((answers, condition) => kappa(answers, second[condition] as Answers)),
        ]),
      ),
    );
  },
});

function compareWithPeople(source: Assembly, target: Assembly): Score {
  const { truths, subjects } = readHumanAnswers(target);
  const model = readModelAnswers(source, truths);
  return scoreSubjects(
    new Map(
      [...subjects].map(([subject, answers]) => [
        subject,
        answers.map((inCondition) => kappa(model, inCondition)),
      ]),
    ),
  );
}
