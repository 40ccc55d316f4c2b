import { type Benchmark, defineBenchmark, defineDataset, defineMeanBenchmark } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { expect, it } from 'vitest';

const context = createRunContext({ mirrors: [], offline: true });
const about = { title: 'Data', species: 'human', regions: ['IT'] };
const benchmarkOf = (digest: string | undefined): Benchmark =>
  defineBenchmark({
    ...{ id: `of ${digest}`, title: 'One', region: 'IT', part: 'test' },
    dataset: defineDataset({
      ...{ ...about, id: 'data', parts: { test: {} }, load: async () => ({}) },
      digestOwnFiles: async (_, part) => digest && `${digest} ${part}`,
    }),
    score: async () => ({ value: 0, better: 'higher', raw: { value: 0 } }),
  });

it('a benchmark reads the files of the user that the part of its data set reads', async () => {
  expect(await benchmarkOf('one').digestOwnFiles?.(context)).toBe('one test');
  expect(await benchmarkOf(undefined).digestOwnFiles?.(context)).toBeUndefined();
});

it('a mean reads those of its parts', async () => {
  const meanOf = (...digests: readonly (string | undefined)[]) =>
    defineMeanBenchmark({
      ...{ id: 'mean', title: 'Mean', species: 'human', region: 'IT' },
      parts: digests.map(benchmarkOf),
    }).digestOwnFiles?.(context);
  expect(await meanOf('one', undefined, 'two', 'one')).toBe('one test two test');
  expect(await meanOf(undefined, undefined)).toBeUndefined();
});
