import { defineMetric, type Metric } from '@ventral/core';
import { mean, standardDeviation } from '@ventral/numerics';
import * as v from 'valibot';
import { readTruths } from './human-answers.ts';
import { readModelAnswers } from './model-answers.ts';

/**
 * The share of stimuli that a model names rightly. Its error is the standard deviation (divided by
 * n) of right and wrong answers, as Brain-Score reports it, and not that of their mean.
 *
 * The target holds the right answers, `presentation` with the coordinates `stimulus_id` and `truth`;
 * a stimulus that several people saw counts once.
 */
export const accuracy: Metric<object, 'choices'> = defineMetric({
  id: 'accuracy',
  title: 'Share of stimuli named rightly',
  source: 'choices',
  better: 'higher',
  options: v.strictObject({}),
  async compare(source, target) {
    const truths = readTruths(target);
    const answers = readModelAnswers(source, truths);
    const right = Array.from(truths.keys(), (stimulus) => Number(answers.get(stimulus)));
    const raw = { value: mean(right), error: standardDeviation(right) };
    return { ...raw, better: 'higher', raw };
  },
});
