import { coordinate, featureMatrix } from '@ventral/arrays';
import * as plugin from '@ventral/benchmark-geirhos-2019';
import type { Benchmark, Candidate } from '@ventral/core';
import { geirhos2019 } from '@ventral/dataset-geirhos-2019';
import { type Category, categories, imageNetClasses } from '@ventral/geirhos';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkBenchmark, checkManifest } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { benchmarks } = plugin;
const benchmarkOf = (experiment: string) =>
  benchmarks.find(({ id }) => id === `Geirhos2019.${experiment}-error_consistency`) as Benchmark;

describe('the benchmarks', () => {
  it.each(['edge', 'silhouette', 'cue-conflict'])(
    'are of behaviour, such as on %s',
    (experiment) => {
      const { files, metric, ...benchmark } = benchmarkOf(experiment);
      expect(benchmark).toMatchObject({ species: 'human', region: 'behavior', scoreVersion: 1 });
      expect(metric?.id).toBe('error_consistency');
      expect(files).toEqual(geirhos2019.filesOf(experiment));
    },
  );
});

checkManifest(plugin);
for (const benchmark of benchmarks) checkBenchmark(benchmark);

describeReference('on what people answered', 'data/geirhos2019-texture-vs-shape', () => {
  const context = {
    ...createRunContext({ mirrors: [referencePath('data')], offline: true }),
    // Seconds of resampling, of which no test here asks.
    withUncertainty: false,
  };

  /** A network that is sure of what the first person of an experiment chose. */
  async function firstPerson(experiment: string) {
    const { stimuli, trials } = await geirhos2019.load(context, experiment);
    const subjects = coordinate(trials, 'subject');
    const choices = coordinate(trials, 'choice');
    const chosen = new Map(
      coordinate(trials, 'stimulus_id')
        .map((id, trial) => [id, choices[trial]] as const)
        .filter((_, trial) => subjects[trial] === 'subject-01'),
    );
    const ids = stimuli.stimuli.map(({ id }) => id);
    const logits = new Float32Array(ids.length * 1000);
    for (const [row, id] of ids.entries()) {
      const category = chosen.get(id) as Category;
      if (!categories.includes(category)) continue;
      for (const index of imageNetClasses[category]) logits[row * 1000 + index] = 9;
    }
    const asked: unknown[] = [];
    const candidate: Candidate = {
      id: 'subject-01',
      visualDegrees: 8,
      async record({ id, digest, degrees, stimuli: shown }, region) {
        asked.push([id, digest === stimuli.digest, degrees, region]);
        expect(shown.map((stimulus) => stimulus.id)).toEqual(ids);
        return featureMatrix(logits, ids);
      },
    };
    return { candidate, asked };
  }

  // Computed with NumPy from the authors' tables; the ceilings are those that Brain-Score prints.
  it.each([
    ['edge', 0.3285154234182422, 0.23854616115265223, 0.3184364338405932, 0.1382205399982753],
    [
      'silhouette',
      0.5271851555193455,
      0.19358541832353213,
      0.4757093214647689,
      0.11462707056816507,
    ],
  ])(
    'of %s, are related to how people agree',
    async (experiment, raw, error, ceiling, ceilingError) => {
      const { candidate, asked } = await firstPerson(experiment);
      const score = await benchmarkOf(experiment).score(candidate, context);
      expect(score.raw.value).toBeCloseTo(raw, 12);
      expect(score.raw.spread).toBeCloseTo(error, 12);
      expect(score.ceiling).toBeCloseTo(ceiling, 12);
      expect(score.ceilingSpread).toBeCloseTo(ceilingError, 12);
      expect(score.ceilingConvention).toBe('r/c');
      expect(score.value).toBeCloseTo(raw / ceiling, 12);
      expect(score.spread).toBeCloseTo(error / ceiling, 12);
      expect(score.raw.perSubject?.['subject-01']).toBe(1);
      expect(Object.keys(score.raw.perSubject ?? {})).toHaveLength(10);
      // The images as they are, whatever the width of the field of view.
      expect(asked).toEqual([[`Geirhos2019.${experiment}`, true, undefined, 'behavior']]);
    },
  );

  it('need a layer that names objects', async () => {
    const candidate: Candidate = {
      id: 'squeezenet1_1',
      record: async ({ stimuli }) =>
        featureMatrix(
          new Float32Array(stimuli.length * 512),
          stimuli.map(({ id }) => id),
        ),
    };
    await expect(benchmarkOf('edge').score(candidate, context)).rejects.toMatchObject({
      code: 'LAYER_REQUIRED',
      message: expect.stringContaining('squeezenet1_1'),
      hint: expect.stringContaining('--layer logits'),
    });
  });

  it('say which images are not at hand', async () => {
    const candidate: Candidate = { id: 'none', record: () => Promise.reject(new Error('unused')) };
    await expect(benchmarkOf('cue-conflict').score(candidate, context)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('style-transfer-preprocessed-512'),
    });
  });
});
