import { type Assembly, type FeatureMatrix, featureMatrix, selectAlong } from '@ventral/arrays';
import {
  type Metric,
  type MetricContext,
  type MetricSources,
  type Score,
  scoreSchema,
} from '@ventral/core';
import { describeOptions } from '@ventral/host';
import * as v from 'valibot';
import { expect } from 'vitest';
import type { MetricExample } from './made-example.ts';
import { pluginRules } from './plugin-rules.ts';
import type { Rules } from './rules.ts';

/** A metric, and what it is tried on. */
export interface MetricSubject {
  readonly plugin: Metric<object, keyof MetricSources>;
  readonly related: MetricExample;
  readonly identical: MetricExample;
  /** The score of `identical`. */
  readonly best: number;
}

const context: MetricContext = { seed: 1, signal: new AbortController().signal, report: () => {} };

function compare(
  { plugin }: MetricSubject,
  { source, target }: MetricExample,
  changes: Partial<MetricContext> = {},
): Promise<Score> {
  return plugin.compare(source, target, {}, { ...context, ...changes });
}

/** What is asked of a metric before it compares anything. */
export const metricFormRules: Rules<Pick<MetricSubject, 'plugin'>> = {
  ...pluginRules('metric'),

  'describes every option, and has a default for it': async ({ plugin: { options } }) => {
    for (const { name, description, default: value } of describeOptions(options)) {
      // Absent where the schema's library has no way to say it.
      if (description !== undefined) expect(description, `what '${name}' is`).toMatch(/\S/);
      expect(value, `the default of '${name}'`).toBeDefined();
    }
    const { issues } = await options['~standard'].validate({});
    expect(issues, 'all options may be left out').toBeUndefined();
  },
};

/** What is asked of a metric. */
export const metricRules: Rules<MetricSubject> = {
  ...metricFormRules,

  'gives a score that is plain JSON': async (subject) => {
    const score = await compare(subject, subject.related);
    expect(JSON.parse(JSON.stringify(score))).toEqual(score);
    expect(v.is(scoreSchema, score), 'a score as registry/record.schema.json has it').toBe(true);
    expect(score.value).toSatisfy(Number.isFinite);
    expect(score.better).toBe(subject.plugin.better);
  },

  'gives the same score for the same seed': async (subject) => {
    const first = await compare(subject, subject.related);
    expect(await compare(subject, subject.related)).toEqual(first);
  },

  'leaves its inputs as they are': async (subject) => {
    const { source, target } = subject.related;
    const before = structuredClone({ target, source: await contentOf(source) });
    await compare(subject, subject.related);
    expect({ target, source: await contentOf(source) }).toEqual(before);
  },

  'matches stimuli by id': async (subject) => {
    const { source, target } = subject.related;
    const { value } = await compare(subject, subject.related);
    const reordered = await compare(subject, await reverse({ source, target }));
    expect(reordered.value).toBeCloseTo(value, 9);
  },

  'scores what agrees near its best': async (subject) => {
    const { value } = await compare(subject, subject.identical);
    expect(Math.abs(value - subject.best)).toBeLessThan(0.05);
  },

  'refuses an option that it does not have': async ({ plugin, related: { source, target } }) => {
    const options = { no_such_option: 1 };
    await expect(plugin.compare(source, target, options, context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  },

  'refuses features of other stimuli': async (subject) => {
    const { source, target } = subject.related;
    if (!isFeatureMatrix(source)) return;
    const others = { ...source, stimulusIds: source.stimulusIds.map((id) => `other ${id}`) };
    await expect(compare(subject, { source: others, target })).rejects.toMatchObject({
      code: 'STIMULI_MISMATCH',
    });
  },

  'refuses values that are not a number': async (subject) => {
    await expect(compare(subject, await withNaN(subject.related))).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
    });
  },

  'stops when it is interrupted': async (subject) => {
    const signal = AbortSignal.abort();
    await expect(compare(subject, subject.related, { signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  },
};

function isFeatureMatrix(source: MetricExample['source']): source is FeatureMatrix {
  return source !== undefined && 'readColumns' in source;
}

async function contentOf(source: MetricExample['source']): Promise<unknown> {
  if (!isFeatureMatrix(source)) return source;
  const { stimulusIds, featureCount } = source;
  return [stimulusIds, featureCount, await source.readColumns(0, featureCount)];
}

/** The same with the rows of the source the other way round; of the target where there is none. */
async function reverse({ source, target }: MetricExample): Promise<MetricExample> {
  if (source === undefined) return { source, target: reversePresentations(target) };
  if (!isFeatureMatrix(source)) return { source: reversePresentations(source), target };
  const { stimulusIds, featureCount } = source;
  const values = await source.readColumns(0, featureCount);
  const reversed = values.map((_, cell) => {
    const [row, column] = [Math.floor(cell / featureCount), cell % featureCount];
    return values[(stimulusIds.length - 1 - row) * featureCount + column] as number;
  });
  return { source: featureMatrix(reversed, stimulusIds.toReversed()), target };
}

function reversePresentations(assembly: Assembly): Assembly {
  const count = assembly.shape[assembly.dims.indexOf('presentation')] ?? 0;
  const reversed = Array.from({ length: count }, (_, index) => count - 1 - index);
  return selectAlong(assembly, 'presentation', reversed);
}

/** The same with one feature (or probability) that is no number; no response where there is none. */
async function withNaN({ source, target }: MetricExample): Promise<MetricExample> {
  if (source === undefined) {
    return { source, target: { ...target, values: target.values.map(() => Number.NaN) } };
  }
  const insert = (value: number, cell: number) => (cell === 0 ? Number.NaN : value);
  if (!isFeatureMatrix(source)) {
    return { source: { ...source, values: source.values.map(insert) }, target };
  }
  const values = await source.readColumns(0, source.featureCount);
  return { source: featureMatrix(values.map(insert), source.stimulusIds), target };
}
