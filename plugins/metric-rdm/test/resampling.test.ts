import { type Assembly, createAssembly, featureMatrix } from '@ventral/arrays';
import type { RunContext, Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { rdm, rdmCrossValidated, rsaCeiling } from '@ventral/metric-rdm';
import {
  correlationDistances,
  createMatrix,
  type Matrix,
  mean,
  pearson,
  RandomState,
  ResamplingPlan,
  standardDeviation,
} from '@ventral/numerics';
import {
  errorOverSpread,
  madeRecordings,
  measuredUncertainty,
  standardErrorOver,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import {
  correlationsAmongSubjects,
  correlationsWithSubjects,
} from '../src/subject-correlations.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `image${index}`);
const once = (size: number) => new Uint8Array(size).fill(1);

const latents = 6;
const width = 40;

function normal(random: RandomState, rows: number, columns: number): Matrix {
  const values = Float64Array.from({ length: rows * columns }, () => random.standardNormal());
  return createMatrix([rows, columns], values);
}

/** Features that follow latent variables, with noise. */
function follow(stimuli: Matrix, mixing: Matrix, noise: number, random: RandomState): Matrix {
  const [rows, columns] = [stimuli.shape[0], mixing.shape[1]];
  const seen = normal(random, rows, columns);
  for (const [cell, off] of seen.values.entries()) {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    seen.values[cell] = noise * off;
    for (let latent = 0; latent < latents; latent++) {
      seen.values[cell]! +=
        stimuli.values[row * latents + latent]! * mixing.values[latent * columns + column]!;
    }
  }
  return seen;
}

const distancesOf = ({ shape, values }: Matrix) =>
  correlationDistances(featureMatrix(values, idsOf(shape[0])));

interface World {
  readonly random: RandomState;
  readonly model: Matrix;
  /** What the brains of all subjects have in common. */
  readonly brain: Matrix;
}

function makeWorld(seed: number): World {
  const random = new RandomState(seed);
  return {
    random,
    model: normal(random, latents, width),
    brain: normal(random, latents, width),
  };
}

/** Features of new stimuli, and dissimilarities of new subjects, or of given ones. */
async function draw(
  { random, model, brain }: World,
  stimulusCount: number,
  subjects: number | readonly Matrix[],
) {
  const stimuli = normal(random, stimulusCount, latents);
  const ids = idsOf(stimulusCount);
  const all =
    typeof subjects === 'number' ? drawSubjects({ random, model, brain }, subjects) : subjects;
  const matrices = [];
  for (const own of all) matrices.push(await distancesOf(follow(stimuli, own, 0.5, random)));
  const features = follow(stimuli, model, 0.5, random);
  return {
    source: featureMatrix(features.values, ids),
    features,
    matrices,
    target: assembly(matrices),
  };
}

function drawSubjects({ random, brain }: World, count: number): readonly Matrix[] {
  return Array.from({ length: count }, () => {
    const own = normal(random, ...brain.shape);
    return createMatrix(
      brain.shape,
      own.values.map((value, cell) => value + brain.values[cell]!),
    );
  });
}

function assembly(matrices: readonly Matrix[]): Assembly {
  const [size] = matrices[0]!.shape;
  return createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape: [matrices.length, size, size],
    values: Float64Array.from(matrices.flatMap(({ values }) => [...values])),
    coords: {
      subject: { dim: 'subject', values: matrices.map((_, index) => `person${index}`) },
      stimulus_id: { dim: 'stimulus', values: idsOf(size) },
    },
  });
}

describe('with each stimulus and subject once, it is the score', () => {
  it.each([300, 2])('of a model with subjects (ranked up to %d)', async (most) => {
    const { source, target, features, matrices } = await draw(makeWorld(1), 20, 5);
    // Ties as well.
    for (const { values } of matrices)
      for (const [cell, one] of values.entries()) values[cell] = Math.round(8 * one);
    const score = await rdm.compare(source, assembly(matrices), {}, quick);
    const { correlate } = correlationsWithSubjects(await distancesOf(features), matrices, most);
    expect(mean(correlate(once(20), once(5)))).toBeCloseTo(score.value, 12);
    expect(target.shape).toEqual([5, 20, 20]);
  });

  it.each([
    ['lower', 300, 4],
    ['upper', 300, 4],
    ['lower', 300, 5],
    ['lower', 2, 4],
    ['upper', 2, 4],
  ] as const)('of %s bound (ranked up to %d) of %d subjects', async (bound, most, count) => {
    const { target, matrices } = await draw(makeWorld(2), 20, count);
    const score = await rsaCeiling.compare(undefined, target, { bound }, quick);
    const { correlate } = correlationsAmongSubjects(matrices, bound, most);
    expect(mean(correlate(once(20), once(count)))).toBeCloseTo(score.value, 12);
  });
});

it('leaves out stimuli that were not drawn, and pairs of one with itself', async () => {
  const { features, matrices } = await draw(makeWorld(3), 12, 1);
  const part = ({ values }: Matrix) => {
    const first = createMatrix([8, 8]);
    for (let cell = 0; cell < 64; cell++)
      first.values[cell] = values[Math.floor(cell / 8) * 12 + (cell % 8)]!;
    return first;
  };
  const x = await distancesOf(features);
  const whole = correlationsWithSubjects(x, matrices);
  const some = correlationsWithSubjects(part(x), matrices.map(part));
  const counts = new Uint8Array(12).fill(2, 0, 8);
  expect(whole.correlate(counts, once(1))[0]).toBeCloseTo(some.correlate(once(8), once(1))[0]!, 12);
  expect(whole.correlate(new Uint8Array(12).fill(6, 0, 2), once(1))).toEqual([Number.NaN]);
});

it('is in first order what it is in ranks, of 100 stimuli', async () => {
  const { features, matrices } = await draw(makeWorld(4), 100, 1);
  const x = await distancesOf(features);
  const [exact, first] = [300, 2].map((most) => correlationsWithSubjects(x, matrices, most));
  const { values } = new ResamplingPlan({ stimuli: { ids: idsOf(100) } }).counts('stimuli');
  const replicatesOf = ({ correlate }: typeof exact & object) =>
    Array.from(
      { length: 300 },
      (_, replicate) =>
        correlate(values.subarray(100 * replicate, 100 * (replicate + 1)), once(1))[0] as number,
    );
  const [a, b] = [replicatesOf(exact!), replicatesOf(first!)];
  expect(pearson(a, b)).toBeGreaterThan(0.95);
  const ratio = standardDeviation(b) / standardDeviation(a);
  expect(ratio).toBeGreaterThan(0.93);
  expect(ratio).toBeLessThan(1.07);
});

describe('what is drawn', () => {
  it('is stimuli and subjects, for the score and the ceiling', async () => {
    const { source, target } = await draw(makeWorld(5), 30, 6);
    const score = measuredUncertainty(await rdm.compare(source, target, {}, context));
    const best = measuredUncertainty(await rsaCeiling.compare(undefined, target, {}, context));
    expect(score.units).toEqual({ stimuli: 30, subjects: 6 });
    expect(best.plan).toBe(score.plan);
    expect(Object.keys(best.replicates)).toEqual(['stimuli', 'subjects', 'all']);
  });

  it('is stimuli alone for recordings, one subject, and few who agree with each other', async () => {
    const world = makeWorld(6);
    const { source, target, features } = await draw(world, 30, 1);
    const rows = idsOf(30).map((_, row) => [
      ...features.values.slice(row * width, (row + 1) * width),
    ]);
    const recordings = madeRecordings(
      rows.map((row) => row.map((value) => value + world.random.standardNormal())),
      { stimulus_id: idsOf(30) },
    );
    const three = (await draw(world, 30, 3)).target;
    for (const score of [
      await rdm.compare(source, recordings, {}, context),
      await rdm.compare(source, target, {}, context),
      await rsaCeiling.compare(undefined, three, {}, context),
    ]) {
      expect(measuredUncertainty(score).units).toEqual({ stimuli: 30 });
      expect(Object.keys(measuredUncertainty(score).replicates)).toEqual(['stimuli']);
    }
  });

  it('of parts of the stimuli lies about their mean', async () => {
    const { source, target } = await draw(makeWorld(7), 40, 5);
    const score = await rdmCrossValidated.compare(source, target, { testSize: 0.5 }, context);
    const whole = await rdm.compare(source, target, {}, context);
    expect(measuredUncertainty(score).standardError).toBeCloseTo(
      measuredUncertainty(whole).standardError,
      6,
    );
    const [values, others] = [score, whole].map(
      (one) => measuredUncertainty(one).replicates.stimuli!,
    );
    expect(mean(values!) - score.value).toBeCloseTo(mean(others!) - whole.value, 6);
  });

  it('is too little where there are 3 stimuli', async () => {
    const { source, target } = await draw(makeWorld(8), 3, 5);
    const score = await rdm.compare(source, target, {}, context);
    expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('leave no score') });
  });
});

// The bootstrap is conservative here: what is particular to a pair varies with both its stimuli.
describe('the standard error is of the order of the spread over', () => {
  const measure = async (
    compare: (data: Awaited<ReturnType<typeof draw>>, run: RunContext) => Promise<Score>,
    drawn: () => ReturnType<typeof draw>,
    errorOf: (score: Score) => number,
  ) => {
    const values: number[] = [];
    const errors: number[] = [];
    for (let index = 0; index < 120; index++) {
      const score = await compare(await drawn(), index < 3 ? context : quick);
      values.push(score.value);
      if (index < 3) errors.push(errorOf(score));
    }
    return errorOverSpread(errors, values);
  };
  type Data = Awaited<ReturnType<typeof draw>>;
  const whole = (score: Score) => measuredUncertainty(score).standardError;
  const withModel = ({ source, target }: Data, run: RunContext) =>
    rdm.compare(source, target, {}, run);
  const lower = ({ target }: Data, run: RunContext) =>
    rsaCeiling.compare(undefined, target, { bound: 'lower' }, run);

  it.each([
    ['a model', withModel],
    ['subjects', lower],
  ])('other stimuli and subjects, of %s', async (_, compare) => {
    const world = makeWorld(9);
    const ratio = await measure(compare, () => draw(world, 30, 6), whole);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.8);
  });

  it('other stimuli, of a model', async () => {
    const world = makeWorld(10);
    const subjects = drawSubjects(world, 6);
    const ratio = await measure(
      withModel,
      () => draw(world, 30, subjects),
      (score) => standardErrorOver(score, 'stimuli'),
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.6);
  });
});
