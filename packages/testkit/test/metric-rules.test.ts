import type { Assembly, FeatureMatrix } from '@ventral/arrays';
import { defineMetric, type Metric, type MetricContext, type MetricSources } from '@ventral/core';
import { checkMetric } from '@ventral/testkit';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { featuresExample } from '../src/made-example.ts';
import { metricRules } from '../src/metric-rules.ts';
import { expectMutants } from './expect-mutants.ts';
import { pluginMutants } from './plugin-mutants.ts';
import { soundMetric } from './sound-metric.ts';

type Compare = Metric['compare'];

const related = featuresExample('related');
const identical = featuresExample('identical');
const subjectOf = (plugin: Metric<object, keyof MetricSources>) => ({
  ...{ plugin, related, identical },
  best: 1,
});
/** The sound metric with its comparison wrapped. */
const wrap = (change: (compare: Compare) => Compare) =>
  subjectOf({ ...soundMetric(), compare: change(soundMetric().compare) });
const withOptions = (options: Metric['options']) => subjectOf({ ...soundMetric(), options });

describe('the rules of metrics', () => {
  const sound = subjectOf(soundMetric());
  let calls = 0;
  expectMutants(metricRules, sound, {
    ...pluginMutants(sound),
    'describes every option, and has a default for it': [
      withOptions(v.strictObject({ bins: v.optional(v.number(), 3) })),
      withOptions(v.strictObject({ bins: v.pipe(v.number(), v.description('How many bins.')) })),
    ],
    'gives a score that is plain JSON': [
      wrap((compare) => async (...given) => ({ ...(await compare(...given)), value: Number.NaN })),
      wrap((compare) => async (...given) => ({ ...(await compare(...given)), better: 'lower' })),
      wrap((compare) => async (...given) => {
        const score = await compare(...given);
        const perNeuroid = new Float64Array(2) as unknown as number[];
        return { ...score, raw: { ...score.raw, perNeuroid } };
      }),
    ],
    'gives the same score for the same seed': [
      wrap((compare) => async (...given) => ({ ...(await compare(...given)), value: calls++ })),
    ],
    'leaves its inputs as they are': [
      wrap((compare) => async (source, target, ...rest) => {
        const score = await compare(source, target, ...rest);
        target.values.reverse();
        return score;
      }),
    ],
    'matches stimuli by id': [
      wrap((compare) => (source, target, ...rest) => {
        const stimulusIds = target.coords.stimulus_id?.values ?? [];
        return compare({ ...source, stimulusIds: stimulusIds.map(String) }, target, ...rest);
      }),
    ],
    'scores what agrees near its best': [
      wrap((compare) => async (...given) => {
        const score = await compare(...given);
        return { ...score, value: score.value / 2 };
      }),
    ],
    'refuses an option that it does not have': [
      subjectOf({
        ...soundMetric(),
        compare: (
          source: FeatureMatrix,
          target: Assembly,
          _options: object,
          context: MetricContext,
        ) => soundMetric().compare(source, target, {}, context),
      }),
    ],
    'refuses features of other stimuli': [
      wrap((compare) => (source, target, ...rest) => {
        const stimulusIds = source.stimulusIds.map((id) => id.replace('other ', ''));
        return compare({ ...source, stimulusIds }, target, ...rest);
      }),
    ],
    'refuses values that are not a number': [
      wrap((compare) => async (...given) => {
        try {
          return await compare(...given);
        } catch (cause) {
          throw new TypeError('NaN', { cause });
        }
      }),
      wrap((compare) => (source, ...rest) => {
        const readColumns = async (start: number, end: number) =>
          (await source.readColumns(start, end)).map((value) => (Number.isNaN(value) ? 0 : value));
        return compare({ ...source, readColumns }, ...rest);
      }),
    ],
    'stops when it is interrupted': [
      wrap(
        (compare) => (source, target, options, context) =>
          compare(source, target, options, { ...context, signal: new AbortController().signal }),
      ),
    ],
  });
});

it('asks for examples of what it cannot make up', () => {
  const metric = defineMetric({
    ...{ id: 'choices', title: 'Choices' },
    source: 'choices',
    better: 'higher',
    compareTarget: () => ({ value: 0 }),
  });
  expect(() => checkMetric(metric)).toThrow("'choices' compares choices");
});

checkMetric(soundMetric());
