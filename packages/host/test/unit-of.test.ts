import {
  defineBenchmark,
  defineMeanBenchmark,
  defineMetric,
  type Metric,
  type MetricSources,
} from '@ventral/core';
import { unitOf } from '@ventral/host';
import { expect, it } from 'vitest';

const benchmarkOf = (id: string, unit?: string) =>
  defineBenchmark({
    ...{ id, title: id, region: 'behavior', species: 'human' },
    metric: defineMetric({
      ...{ id: 'made', title: 'Made', better: 'higher' as const },
      ...(unit !== undefined && { unit }),
      compare: () => ({ value: 0 }),
    }) as Metric<object, keyof MetricSources>,
    score: async () => ({ value: 0, better: 'higher', raw: { value: 0 } }),
  });
const meanOf = (...units: readonly (string | undefined)[]) =>
  defineMeanBenchmark({
    ...{ id: 'mean', title: 'Mean', species: 'human', region: 'behavior' },
    parts: units.map((unit, at) => benchmarkOf(`part ${at}`, unit)),
  });

it('a benchmark counts what its metric does', () => {
  expect(unitOf(benchmarkOf('gain', 'nats a word'))).toBe('nats a word');
  expect(unitOf(benchmarkOf('r'))).toBeUndefined();
});

it('a mean counts what its parts do', () => {
  expect(unitOf(meanOf('nats', 'nats'))).toBe('nats');
  expect(unitOf(meanOf('nats', 'share right', undefined))).toBe('nats, share right');
  expect(unitOf(meanOf(undefined, undefined))).toBeUndefined();
});
