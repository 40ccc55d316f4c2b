import { createAssembly, featureMatrix } from '@ventral/arrays';
import { defineMetric, type MetricDescription } from '@ventral/core';
import { createRunContext, describeOptions } from '@ventral/host';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

interface Options {
  readonly bins: number;
  readonly scale: 'linear' | 'log';
}

const valibot = v.object({
  bins: v.optional(v.pipe(v.number(), v.minValue(1), v.description('How many bins.')), 3),
  scale: v.optional(v.pipe(v.picklist(['linear', 'log']), v.description('Of the bins.')), 'log'),
});
const zod = z.object({
  bins: z.number().min(1).describe('How many bins.').default(3),
  scale: z.enum(['linear', 'log']).describe('Of the bins.').default('log'),
});
const arktype = type({
  bins: type('number >= 1').describe('How many bins.').default(3),
  scale: type("'linear' | 'log'").describe('Of the bins.').default('log'),
});

const metricOf = (options: NonNullable<MetricDescription<Options>['options']>) =>
  defineMetric({
    id: 'echo',
    title: 'Echo',
    better: 'higher',
    options,
    compare: (_data, { bins, scale }) => ({ value: bins, notes: [scale] }),
  });
const features = featureMatrix(Float32Array.of(1, 2), ['a', 'b']);
const recordings = createAssembly({
  dims: ['presentation', 'neuroid'],
  shape: [2, 1],
  values: Float64Array.of(1, 2),
  coords: {
    stimulus_id: { dim: 'presentation', values: ['a', 'b'] },
    neuroid_id: { dim: 'neuroid', values: ['n'] },
  },
});

describe.each([
  ['valibot', metricOf(valibot)],
  ['zod', metricOf(zod)],
  ['ArkType', metricOf(arktype)],
])('a metric with options by %s', (_library, metric) => {
  const compare = (options: object) =>
    metric.compare(features, recordings, options, createRunContext());

  it('has them listed with description and default', () => {
    expect(describeOptions(metric.options)).toEqual([
      { name: 'bins', description: 'How many bins.', default: 3 },
      { name: 'scale', description: 'Of the bins.', default: 'log' },
    ]);
  });

  it('is given them with defaults', async () => {
    const { value, notes, metric: used } = await compare({ scale: 'linear' });
    expect([value, notes]).toEqual([3, ['linear']]);
    expect(used?.options).toEqual({ bins: 3, scale: 'linear' });
  });

  it('refuses those that do not exist or are out of range', async () => {
    await expect(compare({ bin: 2 })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "The metric 'echo' has no option 'bin'.",
      hint: expect.stringContaining("'bins'"),
    });
    await expect(compare({ bins: 0 })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(/^An option cannot be used: echo\.bins is not valid \(/),
    });
  });
});

it('knows names and defaults of any other library, and no option where there is none', () => {
  const validate = () => ({ value: { bins: 3, scale: 'log' } as const });
  const other = metricOf({ '~standard': { version: 1, vendor: 'other', validate } });
  expect(describeOptions(other.options)).toEqual([
    { name: 'bins', default: 3 },
    { name: 'scale', default: 'log' },
  ]);
  const none = defineMetric({
    ...{ id: 'none', title: 'None' },
    better: 'higher',
    compare: () => ({ value: 1 }),
  });
  expect(describeOptions(none.options)).toEqual([]);
});

it('says what has no description', () => {
  const bare = v.object({ bins: v.optional(v.number(), 3) });
  expect(describeOptions(bare)).toEqual([{ name: 'bins', description: '', default: 3 }]);
});
