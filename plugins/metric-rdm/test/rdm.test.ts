import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, featureMatrix, selectAlong } from '@ventral/arrays';
import { defineDataset, defineNeuralBenchmark, type ProgressEvent } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/metric-rdm';
import { correlationDistances, RandomState } from '@ventral/numerics';
import { madeRecordings } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { rdm, rdmCrossValidated, rsaCeiling, subjectAgreement } = plugin;

// Brain-Score vision c642dbe; see the file.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/cka-rdm.json', import.meta.url), 'utf8'),
) as {
  readonly stimulus_id: string[];
  readonly object_name: string[];
  readonly source: number[][];
  readonly target: number[][];
  readonly rdm: number;
  readonly rdm_cv: { score: number; error: number; raw: number[] };
  readonly source_rdm_first5x5_stimulus_order: number[][];
};
const context = createRunContext();
const recordings = (values: readonly (readonly number[])[], ids: readonly string[]) =>
  madeRecordings(values, { stimulus_id: ids });

checkManifest(plugin);
for (const metric of [rdm, rdmCrossValidated]) checkMetric(metric);

function dissimilarities(
  matrices: readonly (readonly number[])[],
  ids: readonly string[],
  others = ids,
): Assembly {
  return createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape: [matrices.length, ids.length, ids.length],
    values: Float64Array.from(matrices.flat()),
    coords: {
      subject: { dim: 'subject', values: matrices.map((_, subject) => `S${subject}`) },
      stimulus_id: { dim: 'stimulus', values: ids },
      stimulus_id2: { dim: 'stimulus2', values: others },
    },
  });
}

const source = featureMatrix(Float64Array.from(golden.source.flat()), golden.stimulus_id);
const target = recordings(golden.target, golden.stimulus_id);
const { stimulus_id, object_name } = golden;
const labelled = madeRecordings(golden.target, { stimulus_id, object_name });
const stratified = { stratification: 'object_name' };

describe('representational similarity equals the reference', () => {
  it('over all stimuli', async () => {
    const score = await rdm.compare(source, target, {}, context);
    expect(score.value).toBeCloseTo(golden.rdm, 12);
    expect(score).not.toHaveProperty('error');
    expect(score.raw).toEqual({ value: score.value });
  });

  it('over parts of them', async () => {
    const score = await rdmCrossValidated.compare(source, labelled, stratified, context);
    expect(score.value).toBeCloseTo(golden.rdm_cv.score, 12);
    expect(score.spread).toBeCloseTo(golden.rdm_cv.error, 12);
    for (const [split, value] of golden.rdm_cv.raw.entries()) {
      expect(score.raw.perSplit?.[split]).toBeCloseTo(value, 12);
    }
  });

  it('in the dissimilarities themselves', async () => {
    const { shape, values } = await correlationDistances(source);
    const [, columns] = shape;
    for (const [row, expected] of golden.source_rdm_first5x5_stimulus_order.entries()) {
      for (const [column, distance] of expected.entries()) {
        expect(values[row * columns + column]).toBeCloseTo(distance, 12);
      }
    }
  });
});

describe('representational similarity', () => {
  it('is 1 of features with themselves, and matches stimuli by their ids', async () => {
    const order = new RandomState(1).permutation(60);
    const shuffled = selectAlong(
      recordings(golden.source, golden.stimulus_id),
      'presentation',
      order,
    );
    expect((await rdm.compare(source, shuffled, {}, context)).value).toBeCloseTo(1, 12);
  });

  it('averages repetitions first', async () => {
    const shifted = [0.25, -0.25].flatMap((shift) =>
      golden.target.map((row) => row.map((value, neuroid) => value + shift * (neuroid + 1))),
    );
    const twice = recordings(shifted, [...golden.stimulus_id, ...golden.stimulus_id]);
    expect((await rdm.compare(source, twice, {}, context)).value).toBeCloseTo(golden.rdm, 9);
  });

  it('is the mean over subjects whose dissimilarities are given', async () => {
    const given = await Promise.all(
      [source, featureMatrix(Float64Array.from(golden.target.flat()), golden.stimulus_id)].map(
        async (features) => [...(await correlationDistances(features)).values],
      ),
    );
    const subjects = dissimilarities(given, golden.stimulus_id);
    const score = await rdm.compare(source, subjects, {}, context);
    const half = (1 - golden.rdm) / 2;
    expect(score.value).toBeCloseTo(1 - half, 12);
    expect(score.spread).toBeCloseTo(half / Math.SQRT2, 12);
    expect(score.raw.perSubject).toEqual({
      S0: expect.closeTo(1, 12),
      S1: expect.closeTo(golden.rdm, 12),
    });
    const parts = await rdmCrossValidated.compare(source, subjects, {}, context);
    const alone = await rdmCrossValidated.compare(source, target, {}, context);
    expect(parts.value).toBeCloseTo((1 + alone.value) / 2, 12);
    expect(parts.splitsDigest).toBe(alone.splitsDigest);
  });

  it('reports each part and stops when interrupted', async () => {
    const events: ProgressEvent[] = [];
    const controller = new AbortController();
    const run = rdmCrossValidated.compare(
      source,
      target,
      {},
      {
        seed: 1,
        signal: controller.signal,
        report(event) {
          events.push(event);
          if (event.unit === 'splits') controller.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(events.map(({ done, total, unit }) => `${done}/${total} ${unit}`)).toEqual([
      '40/40 features',
      '1/10 splits',
    ]);
  });
});

describe('the ceiling between subjects', () => {
  const ids = ['a', 'b', 'c'];
  const matrixOf = (ab: number, ac: number, bc: number) => [0, ab, ac, ab, 0, bc, ac, bc, 0];
  // Ranks 123, 132 and 231; the mean of all ranks 123, those of others 231, 123 and 123.
  const subjects = dissimilarities(
    [matrixOf(1, 2, 6), matrixOf(1, 2.5, 2), matrixOf(3, 4, 1)],
    ids,
  );

  it.each([
    ['upper', { S0: 1, S1: 0.5, S2: -0.5 }],
    ['lower', { S0: -0.5, S1: 0.5, S2: -0.5 }],
  ] as const)('is its %s bound', async (bound, perSubject) => {
    const score = await rsaCeiling.compare(undefined, subjects, { bound }, context);
    for (const [subject, value] of Object.entries(perSubject)) {
      expect(score.raw.perSubject?.[subject]).toBeCloseTo(value, 12);
    }
    const values = Object.values(perSubject);
    expect(score.value).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 3, 12);
  });
});

describe('representational similarity refuses', () => {
  const ids = ['a', 'b', 'c'];
  const nothing = featureMatrix(new Float64Array(9), ids);
  const some = featureMatrix(Float64Array.of(1, 2, 4, 3, 1, 2, 2, 5, 1), ids);
  const responses = [
    [1, 2, 3],
    [2, 1, 5],
    [4, 4, 1],
  ];

  it.each<[string, typeof source, Assembly, string, string]>([
    [
      'recordings of other stimuli',
      some,
      target,
      'STIMULI_MISMATCH',
      '60 of 60 recorded stimuli have no features',
    ],
    [
      'two stimuli',
      some,
      recordings(responses.slice(0, 2), ['a', 'b']),
      'SHAPE_MISMATCH',
      '2 stimuli have 1 dissimilarities',
    ],
    [
      'features that are silent',
      nothing,
      recordings(responses, ids),
      'RESPONSES_INVALID',
      `All 3 features of stimulus 'a' are the same`,
    ],
    [
      'responses that are missing',
      some,
      recordings(
        [
          [1, 2, 3],
          [2, Number.NaN, 5],
          [4, 4, 1],
        ],
        ids,
      ),
      'RESPONSES_INVALID',
      `is NaN, of neuroid 'n1' to stimulus 'b'`,
    ],
    [
      'other dimensions',
      some,
      createAssembly({ dims: ['neuroid'], shape: [2], values: Float64Array.of(1, 2), coords: {} }),
      'SHAPE_MISMATCH',
      'Dissimilarities of [neuroid] cannot be compared',
    ],
    [
      'features of stimuli that were not recorded',
      featureMatrix(Float64Array.of(1, 2, 3, 5, 4, 9, 7, 7.5), [...ids, 'd']),
      recordings(
        [
          [1, 2],
          [3, 5],
          [4, 9],
        ],
        ids,
      ),
      'STIMULI_MISMATCH',
      `1 of 4 stimuli with features were not recorded ('d')`,
    ],
    [
      'features of stimuli without dissimilarities',
      featureMatrix(Float64Array.of(1, 2, 3, 5, 4, 9, 7, 7.5), [...ids, 'd']),
      dissimilarities([[0, 1, 2, 1, 0, 3, 2, 3, 0]], ids),
      'STIMULI_MISMATCH',
      `1 of 4 stimuli with features were not recorded ('d')`,
    ],
    [
      'a stimulus to which all neuroids respond the same: not the features are at fault',
      some,
      recordings(
        [
          [1, 2],
          [3, 3],
          [4, 9],
        ],
        ids,
      ),
      'RESPONSES_INVALID',
      "The responses of 2 neuroids to 1 of 3 stimuli are all the same, so that these have no pattern to compare; the first is 'b'.",
    ],
    [
      'similarities in a small unit',
      some,
      dissimilarities([[1e-8, 5e-9, 2e-9, 5e-9, 1e-8, 1e-9, 2e-9, 1e-9, 1e-8]], ids),
      'RESPONSES_INVALID',
      `between 'a' and itself of subject 'S0' is 1e-8, not 0`,
    ],
    [
      'dissimilarities that are all the same',
      some,
      dissimilarities([[0, 1, 1, 1, 0, 1, 1, 1, 0]], ids),
      'RESPONSES_INVALID',
      'No rank correlation is defined over 3 stimuli',
    ],
    [
      'dissimilarities that are not symmetric',
      some,
      dissimilarities([[0, 1, 2, 1, 0, 3, 2, 4, 0]], ids),
      'RESPONSES_INVALID',
      `between 'c' and 'b' of subject 'S0' is 4 one way and 3 the other`,
    ],
    [
      'dissimilarities that are missing',
      some,
      dissimilarities([[0, 1, 2, 1, 0, Number.NaN, 2, Number.NaN, 0]], ids),
      'RESPONSES_INVALID',
      'is NaN one way and NaN the other',
    ],
    [
      'similarities',
      some,
      dissimilarities([[1, 0.5, 0.2, 0.5, 1, 0.1, 0.2, 0.1, 1]], ids),
      'RESPONSES_INVALID',
      `between 'a' and itself of subject 'S0' is 1, not 0`,
    ],
    [
      'stimuli in two orders',
      some,
      dissimilarities([[0, 1, 2, 1, 0, 3, 2, 3, 0]], ids, ['a', 'c', 'b']),
      'SHAPE_MISMATCH',
      'the same stimuli along both sides',
    ],
  ])('%s', async (_, from, to, code, message) => {
    await expect(rdm.compare(from, to, {}, context)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('a label that recordings do not have', async () => {
    const run = rdmCrossValidated.compare(source, target, stratified, context);
    await expect(run).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`cannot be stratified by 'object_name'`),
    });
  });

  it('two subjects of one name: their scores would be told as one', async () => {
    const two = dissimilarities(
      [
        [0, 1, 2, 1, 0, 3, 2, 3, 0],
        [0, 2, 1, 2, 0, 3, 1, 3, 0],
      ],
      ids,
    );
    const names = { ...two.coords, subject: { dim: 'subject', values: ['S1', 'S1'] } };
    for (const compare of [
      (given: Assembly) => rdm.compare(some, given, {}, context),
      (given: Assembly) => rsaCeiling.compare(undefined, given, {}, context),
    ]) {
      await expect(compare({ ...two, coords: names })).rejects.toMatchObject({
        code: 'SHAPE_MISMATCH',
        message: "Two of 2 subjects are called 'S1'.",
      });
    }
  });

  it('a ceiling of a single subject', async () => {
    const alone = dissimilarities([[0, 1, 2, 1, 0, 3, 2, 3, 0]], ids);
    await expect(rsaCeiling.compare(undefined, alone, {}, context)).rejects.toMatchObject({
      code: 'RESPONSES_INVALID',
      message: expect.stringContaining(`there is only 'S0'`),
    });
  });
});

describe('a single subject', () => {
  const names = Array.from({ length: 12 }, (_, index) => `image${index}`);
  const features = featureMatrix(
    Float64Array.from({ length: 60 }, (_, cell) => Math.sin(cell * cell)),
    names,
  );
  const matrix = names.flatMap((_, row) =>
    names.map((__, column) => (row === column ? 0 : 1 + ((row + 1) * (column + 1)) / 144)),
  );
  const alone = dissimilarities([matrix], names);

  it('has a score, with an interval over stimuli alone', async () => {
    const { raw, uncertainty } = await rdm.compare(features, alone, {}, context);
    expect(Object.keys(raw.perSubject ?? {})).toEqual(['S0']);
    expect(uncertainty).toMatchObject({ units: { stimuli: 12 } });
    expect(uncertainty).not.toHaveProperty('units.subjects');
  });

  it.each([
    ['raw', undefined],
    ['r/c', 'RESPONSES_INVALID'],
  ] as const)('has no ceiling in a benchmark by the convention %s', async (convention, code) => {
    const stimuli = names.map((id) => ({ id, load: () => expect.unreachable() }));
    const benchmark = defineNeuralBenchmark({
      ...{ id: 'one person', title: 'One person', region: 'IT', metric: rdm },
      ceiling: subjectAgreement(),
      ceilingConvention: convention,
      dataset: defineDataset({
        ...{ id: 'one', title: 'One', species: 'human', regions: ['IT'], files: {} },
        load: async () => ({
          stimuli: { id: 'images', digest: 'images', stimuli },
          recordings: alone,
        }),
      }),
    });
    const scoring = benchmark.score({ id: 'f', record: async () => features }, context);
    if (code !== undefined) await expect(scoring).rejects.toMatchObject({ code });
    else {
      const { ceiling, notes } = await scoring;
      expect(ceiling).toBeUndefined();
      expect(notes).toEqual([expect.stringContaining('No ceiling: Subjects are compared')]);
    }
  });
});
