import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, coordinate } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { kriegeskorte2008 } from '@ventral/dataset-kriegeskorte-2008';
import { createRunContext } from '@ventral/host';
import { matField, readMatFile } from '@ventral/matlab';
import { mean, spearman, upperTriangle } from '@ventral/numerics';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import golden from './fixtures/kriegeskorte-2008.json' with { type: 'json' };

let cacheFolder: string;
let context: RunContext;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-kriegeskorte-'));
  context = createRunContext({ cacheFolder, mirrors: [], offline: true });
});
afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

describe('Kriegeskorte2008', () => {
  it('says where a file is that is not at hand', async () => {
    await expect(kriegeskorte2008.load(context, 'human-IT')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('Kriegeskorte_Neuron2008_supplementalData.mat (3.6 MB)'),
    });
  });
});

const folder = 'data/kriegeskorte2008-92-images';
const pairs = (92 * 91) / 2;

describeReference('the objects', folder, () => {
  const load = (part: string) =>
    kriegeskorte2008.load({ ...context, mirrors: [referencePath('data')] }, part);

  const mirrors = [referencePath('data')];
  checkDataset(kriegeskorte2008, {
    load: { context: createRunContext({ mirrors, offline: true }), part: 'human-IT' },
  });

  it('are labelled images', async () => {
    const { stimuli } = await load('macaque-IT');
    const ids = stimuli.stimuli.map(({ id }) => id);
    expect(stimuli.id).toBe('Kriegeskorte2008');
    expect(stimuli.digest).toMatch(/^[0-9a-f]{64}$/);
    expect([ids.length, ids[0], ids[91]]).toEqual([92, 'image01', 'image92']);
    for (const [flag, count] of Object.entries(golden.counts)) {
      const labels = stimuli.columns?.[flag];
      expect(labels).toHaveLength(92);
      expect(labels?.filter((label) => label === true)).toHaveLength(count);
      expect(labels?.filter((label) => label === false)).toHaveLength(92 - count);
    }
    for (const { index, category, pixelSum, pixel } of golden.images) {
      const image = await stimuli.stimuli[index]?.load();
      expect([image?.width, image?.height]).toEqual([175, 175]);
      expect(image?.data.reduce((sum, value) => sum + value, 0)).toBe(pixelSum);
      const start = (60 * 175 + 100) * 3;
      expect([...(image?.data.subarray(start, start + 3) ?? [])]).toEqual(pixel);
      expect(stimuli.columns?.category?.[index]).toBe(category);
    }
  });

  it('are the same in every measurement', async () => {
    const [macaque, human, judged] = await Promise.all(
      ['macaque-IT', 'human-IT', 'judgements'].map(load),
    );
    expect(human?.stimuli.digest).toBe(macaque?.stimuli.digest);
    expect(judged?.stimuli.digest).toBe(macaque?.stimuli.digest);
  });

  it('give a fresh copy of an image each time', async () => {
    const { stimuli } = await load('macaque-IT');
    const first = await stimuli.stimuli[0]?.load();
    first?.data.fill(0);
    const second = await stimuli.stimuli[0]?.load();
    expect(second?.data.reduce((sum, value) => sum + value, 0)).toBe(golden.images[0]?.pixelSum);
  });

  it.each(Object.entries(golden.measurements))(
    'of %s have their dissimilarities',
    async (part, expected) => {
      const { stimuli, recordings: dissimilarities } = await load(part);
      const ids = stimuli.stimuli.map(({ id }) => id);
      expect(dissimilarities.dims).toEqual(['subject', 'stimulus', 'stimulus2']);
      expect(dissimilarities.shape).toEqual([expected.subjects.length, 92, 92]);
      expect(coordinate(dissimilarities, 'subject')).toEqual(expected.subjects);
      expect(coordinate(dissimilarities, 'stimulus_id')).toEqual(ids);
      expect(coordinate(dissimilarities, 'stimulus_id2')).toEqual(ids);
      for (const [name, column] of Object.entries(stimuli.columns ?? {})) {
        expect(dissimilarities.coords[name]).toEqual({ dim: 'stimulus', values: column });
      }
      for (const [index, values] of matricesOf(dissimilarities).entries()) {
        const transposed = values.map(
          (_, cell) => values[(cell % 92) * 92 + Math.floor(cell / 92)] ?? 0,
        );
        expect(transposed).toEqual(values);
        expect(values.filter((_, cell) => cell % 93 === 0)).toEqual(new Float64Array(92));
        expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
          expected.sums[index] as number,
          9,
        );
        expect(values[1]).toBeCloseTo(expected.firsts[index] as number, 15);
        expect(values[90 * 92 + 91]).toBeCloseTo(expected.lasts[index] as number, 15);
      }
    },
  );

  it('lie in macaque IT as in the matrix that the authors compare models with', async () => {
    const [macaque] = matricesOf((await load('macaque-IT')).recordings);
    const file = await readMatFile(referencePath(folder, '92_modelRDMs.mat'));
    const model = matField(file, 'Models', 'structs').structs.find(
      (one) => matField(one, 'name', 'text').text === 'monkeyIT',
    );
    expect([...(macaque ?? [])]).toEqual([
      ...matField(model ?? new Map(), 'RDM', 'numbers').values,
    ]);
  });

  it('lie in human IT as the published mean says', async () => {
    const human = trianglesOf((await load('human-IT')).recordings);
    const [objects] = kriegeskorte2008.files;
    const file = await readMatFile(referencePath(folder, objects?.path ?? ''));
    const published = matField(file, 'RDMs_mIT_hIT_fig1', 'structs').structs.find(
      (one) => matField(one, 'name', 'text').text === 'hITvisStim_316vx',
    );
    const { values } = matField(published ?? new Map(), 'RDM', 'numbers');
    expect(values).toHaveLength(pairs);
    const differences = meanOf(human).map((value, pair) => Math.abs(value - (values[pair] ?? 0)));
    // The sessions are stored in single precision.
    expect(Math.max(...differences)).toBeLessThan(2e-7);
  });

  it('are related across measurements as was published', async () => {
    for (const [names, expected] of Object.entries(golden.correlations)) {
      const [one = '', other = ''] = names.split(', ');
      const [a, b] = await Promise.all([load(one), load(other)]);
      const r = spearman(meanOf(trianglesOf(a.recordings)), meanOf(trianglesOf(b.recordings)));
      expect([names, r]).toEqual([names, expect.closeTo(expected, 12)]);
    }
  });

  it.each([
    ['human-IT', 0.38, 0.66],
    ['judgements', 0.48, 0.58],
  ] as const)('agree between the subjects of %s from %f to %f', async (part, lower, upper) => {
    const subjects = trianglesOf((await load(part)).recordings);
    const withOthers = subjects.map((own, index) =>
      spearman(own, meanOf(subjects.filter((_, other) => other !== index))),
    );
    const withAll = subjects.map((own) => spearman(own, meanOf(subjects)));
    expect(mean(withOthers)).toBeCloseTo(golden.ceilings[part].lower, 12);
    expect(mean(withAll)).toBeCloseTo(golden.ceilings[part].upper, 12);
    expect(mean(withOthers)).toBeCloseTo(lower, 2);
    expect(mean(withAll)).toBeCloseTo(upper, 2);
  });
});

/** The matrix of each subject, row-major. */
function matricesOf({ shape, values }: Assembly): readonly Float64Array[] {
  return Array.from({ length: shape[0] ?? 0 }, (_, index) =>
    Float64Array.from(values.subarray(index * 92 * 92, (index + 1) * 92 * 92)),
  );
}

/** The pairs of each subject. */
function trianglesOf(dissimilarities: Assembly): readonly Float64Array[] {
  return matricesOf(dissimilarities).map((values) => upperTriangle({ shape: [92, 92], values }));
}

function meanOf(vectors: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: pairs }, (_, pair) =>
    mean(vectors.map((vector) => vector[pair] as number)),
  );
}
