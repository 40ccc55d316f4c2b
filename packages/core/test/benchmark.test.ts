import { defineBenchmark, defineDataset, defineMetric, type PinnedFile } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';
import { candidateOf, overlapMetric } from './overlap-benchmark.ts';

describe('defineBenchmark', () => {
  const naming = defineMetric({
    id: 'naming',
    title: 'Share of stimuli named rightly',
    source: 'choices',
    better: 'higher',
    compareTarget: async () => ({ value: 1 }),
  });
  const benchmark = defineBenchmark({
    id: 'Two-naming',
    title: 'Names of two stimuli',
    species: 'human',
    region: 'behavior',
    metric: naming,
    score: async () => ({ value: 0.5, better: 'higher', raw: { value: 0.5 } }),
  });
  const context = createRunContext({ mirrors: [] });

  it('is of the species, width, files, licence and citation of its data set', () => {
    const pin = (path: string): PinnedFile => {
      return { path, urls: [], hash: { algorithm: 'sha256', digest: path } };
    };
    const dataset = defineDataset({
      ...{ id: 'Cats', title: 'Cats', species: 'cat', regions: ['V1'], degrees: 5 },
      ...{ citation: 'Nobody (2026)', licence: 'CC0-1.0' },
      parts: {
        one: { images: pin('images'), responses: pin('one') },
        two: { images: pin('images') },
      },
      load: async () => 'cats',
    });
    const { score } = benchmark;
    const description = { id: 'Cats.one', title: 'One cat', region: 'V1', dataset, score };
    const one = defineBenchmark({ ...description, part: 'one' });
    expect(one).toMatchObject({ species: 'cat', degrees: 5 });
    expect(one).toMatchObject({ citation: 'Nobody (2026)', licence: 'CC0-1.0' });
    expect(one.files.map(({ path }) => path)).toEqual(['images', 'one']);
    const other = { ...description, part: 'two', species: 'kitten', degrees: 3, files: [] };
    expect(defineBenchmark(other)).toMatchObject({ species: 'kitten', degrees: 3, files: [] });
  });

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
