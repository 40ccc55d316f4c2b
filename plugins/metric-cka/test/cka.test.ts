import { readFileSync } from 'node:fs';
import { type Assembly, createAssembly, featureMatrix, selectAlong } from '@ventral/arrays';
import type { ProgressEvent } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/metric-cka';
import { RandomState } from '@ventral/numerics';
import { madeRecordings } from '@ventral/testing';
import { checkManifest, checkMetric } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { cka, ckaBiased, ckaCrossValidated, unbiasedAlignment } = plugin;

// Brain-Score vision c642dbe; see the file.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/cka-rdm.json', import.meta.url), 'utf8'),
) as {
  readonly stimulus_id: string[];
  readonly object_name: string[];
  readonly source: number[][];
  readonly target: number[][];
  readonly cka: number;
  readonly cka_biased: number;
  readonly cka_cv: { score: number; error: number; raw: number[] };
};
const context = createRunContext();
const recordings = (values: readonly (readonly number[])[], ids: readonly string[]) =>
  madeRecordings(values, { stimulus_id: ids });

checkManifest(plugin);
for (const metric of [cka, ckaBiased, ckaCrossValidated]) checkMetric(metric);

const source = featureMatrix(Float64Array.from(golden.source.flat()), golden.stimulus_id);
const target = recordings(golden.target, golden.stimulus_id);
const { stimulus_id, object_name } = golden;
const labelled = madeRecordings(golden.target, { stimulus_id, object_name });
const stratified = { stratification: 'object_name' };

describe('centred kernel alignment equals the reference', () => {
  it.each([
    [cka, golden.cka],
    [ckaBiased, golden.cka_biased],
  ])('over all stimuli', async (metric, expected) => {
    const score = await metric.compare(source, target, {}, context);
    expect(score.value).toBeCloseTo(expected, 12);
    expect(score).not.toHaveProperty('error');
    expect(score.raw).toEqual({ value: score.value });
  });

  it('over parts of them', async () => {
    const score = await ckaCrossValidated.compare(source, labelled, stratified, context);
    expect(score.value).toBeCloseTo(golden.cka_cv.score, 12);
    expect(score.spread).toBeCloseTo(golden.cka_cv.error, 12);
    for (const [split, value] of golden.cka_cv.raw.entries()) {
      expect(score.raw.perSplit?.[split]).toBeCloseTo(value, 12);
    }
  });
});

describe('centred kernel alignment', () => {
  it.each([cka, ckaBiased])('does not see shifts, scaling, rotation and order', async (metric) => {
    // 3 and 4 times each pair of columns, to rotate them by the angle of a 3-4-5 triangle.
    const moved = golden.target.map((row) =>
      row.map((value, neuroid) => {
        const other = row[neuroid ^ 1] as number;
        return 100 + neuroid + 3 * value + (neuroid % 2 === 0 ? 4 : -4) * other;
      }),
    );
    const order = new RandomState(1).permutation(60);
    const shuffled = selectAlong(recordings(moved, golden.stimulus_id), 'presentation', order);
    const score = await metric.compare(source, shuffled, {}, context);
    const before = await metric.compare(source, target, {}, context);
    expect(score.value).toBeCloseTo(before.value, 10);
  });

  it('is 1 of a representation with itself, and about 0 of unrelated ones unless biased', async () => {
    const self = recordings(golden.source, golden.stimulus_id);
    expect((await cka.compare(source, self, {}, context)).value).toBeCloseTo(1, 9);
    expect((await ckaBiased.compare(source, self, {}, context)).value).toBeCloseTo(1, 9);
    const random = new RandomState(2);
    const noise = featureMatrix(
      new Float64Array(60 * 500).map(() => random.standardNormal()),
      golden.stimulus_id,
    );
    expect((await cka.compare(noise, target, {}, context)).value).toBeCloseTo(0, 1);
    expect((await ckaBiased.compare(noise, target, {}, context)).value).toBeGreaterThan(0.3);
  });

  it('averages repetitions first', async () => {
    const shifted = [0.25, -0.25].flatMap((shift) =>
      golden.target.map((row, stimulus) => row.map((value) => value + shift * stimulus)),
    );
    const twice = recordings(shifted, [...golden.stimulus_id, ...golden.stimulus_id]);
    expect((await cka.compare(source, twice, {}, context)).value).toBeCloseTo(golden.cka, 9);
  });

  it('is 0 where a variance is estimated as not positive', () => {
    const flat = { shape: [4, 4] as const, values: new Float64Array(16).fill(1) };
    expect(unbiasedAlignment(flat, flat)).toBe(0);
  });

  it('takes its parts from the seed', async () => {
    const run = (seed: number) =>
      ckaCrossValidated.compare(source, target, { splits: 3, testSize: 0.5 }, { ...context, seed });
    expect((await run(1)).raw.perSplit).toHaveLength(3);
    expect((await run(2)).splitsDigest).not.toBe((await run(1)).splitsDigest);
  });

  it('reports each part and stops when interrupted', async () => {
    const events: ProgressEvent[] = [];
    const controller = new AbortController();
    const run = ckaCrossValidated.compare(
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

describe('centred kernel alignment refuses', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const some = featureMatrix(Float64Array.of(1, 5, 2, 2, 6, 1, 4, 4), ids);
  const responses = [
    [1, 2],
    [2, 1],
    [4, 4],
    [3, 9],
  ];

  it.each<[string, typeof source, Assembly, string, string]>([
    [
      'other stimuli',
      some,
      target,
      'STIMULI_MISMATCH',
      '60 of 60 recorded stimuli have no features',
    ],
    [
      'three stimuli',
      featureMatrix(Float64Array.of(1, 5, 2, 2, 6, 1), ['a', 'b', 'c']),
      recordings(responses.slice(0, 3), ['a', 'b', 'c']),
      'SHAPE_MISMATCH',
      'Representations of 3 stimuli cannot be aligned; it takes 4',
    ],
    [
      'features that are silent',
      featureMatrix(new Float64Array(8), ids),
      recordings(responses, ids),
      'RESPONSES_INVALID',
      'The 2 features are the same for all 4 stimuli',
    ],
    [
      'responses that are missing',
      some,
      recordings([[1, Number.NaN], ...responses.slice(1)], ids),
      'RESPONSES_INVALID',
      `is NaN, of neuroid 'n1' to stimulus 'a'`,
    ],
    [
      'features that are infinite',
      featureMatrix(Float64Array.of(1, 2, 3, 4, 5, 6, 7, Number.POSITIVE_INFINITY), ids),
      recordings(responses, ids),
      'RESPONSES_INVALID',
      `Feature 1 of stimulus 'd' is Infinity`,
    ],
    [
      'other dimensions',
      some,
      createAssembly({ dims: ['neuroid'], shape: [2], values: Float64Array.of(1, 2), coords: {} }),
      'SHAPE_MISMATCH',
      `[presentation, neuroid], not as [neuroid]`,
    ],
  ])('%s', async (_, from, to, code, message) => {
    await expect(cka.compare(from, to, {}, context)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('parts that are too small, and labels that recordings do not have', async () => {
    const run = (options: object) => ckaCrossValidated.compare(source, target, options, context);
    await expect(run({ testSize: 0.05 })).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
      message: expect.stringContaining('Representations of 3 stimuli'),
    });
    await expect(run(stratified)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(`cannot be stratified by 'object_name'`),
    });
  });
});
