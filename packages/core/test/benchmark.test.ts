import { defineBenchmark, defineMetric } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { candidateOf, overlapMetric } from './overlap-benchmark.ts';

describe('defineBenchmark', () => {
  const naming = defineMetric<object, 'choices'>({
    id: 'naming',
    title: 'Share of stimuli named rightly',
    source: 'choices',
    better: 'higher',
    options: v.strictObject({}),
    compare: async () => ({ value: 1, better: 'higher', raw: { value: 1 } }),
  });
  const benchmark = defineBenchmark({
    id: 'Two-naming',
    title: 'Names of two stimuli',
    species: 'human',
    region: 'behavior',
    metric: naming,
    files: [],
    score: async () => ({ value: 0.5, better: 'higher', raw: { value: 0.5 } }),
  });
  const context = createRunContext({ mirrors: [] });

  it('scores what it was made for, whatever its metric compares', async () => {
    expect(await benchmark.score(candidateOf(4), context)).toMatchObject({ value: 0.5 });
  });

  it('refuses a metric that compares something else', async () => {
    const scoring = benchmark.score(candidateOf(4), context, { metric: overlapMetric('overlap') });
    await expect(scoring).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "Two-naming compares choices; the metric 'overlap' compares features.",
      hint: "Score with the benchmark's own metric, naming.",
    });
  });
});
