import { featureMatrix } from '@ventral/arrays';
import type { RunContext, Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  biasedAlignment,
  cka,
  ckaBiased,
  ckaCrossValidated,
  unbiasedAlignment,
} from '@ventral/metric-cka';
import { createMatrix, type Matrix, mean, multiply, RandomState } from '@ventral/numerics';
import {
  errorOverSpread,
  madeRecordings,
  measuredUncertainty,
  standardErrorOver,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { alignNeuroids, alignStimuli } from '../src/resample-alignment.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };
const estimates = [
  ['unbiased', unbiasedAlignment],
  ['biased', biasedAlignment],
] as const;

const latents = 10;
const featureCount = 30;

interface World {
  readonly random: RandomState;
  /** `latents x features`. */
  readonly model: Matrix;
}

function normal(random: RandomState, rows: number, columns: number): Matrix {
  const values = Float64Array.from({ length: rows * columns }, () => random.standardNormal());
  return createMatrix([rows, columns], values);
}

function makeWorld(seed: number): World {
  const random = new RandomState(seed);
  return { random, model: normal(random, latents, featureCount) };
}

const drawStimuli = ({ random }: World, count: number) => normal(random, count, latents);

/** Responses of neuroids that see the latent variables, with noise. */
async function respond({ random }: World, stimuli: Matrix, neuroids: Matrix): Promise<Matrix> {
  const responses = await multiply(stimuli, neuroids);
  const noise = normal(random, ...responses.shape);
  return {
    ...responses,
    values: responses.values.map((value, cell) => value + 2 * noise.values[cell]!),
  };
}

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `image${index}`);

async function compared(world: World, stimuli: Matrix, neuroids: Matrix) {
  const ids = idsOf(stimuli.shape[0]);
  const features = await respond(world, stimuli, world.model);
  const { shape, values } = await respond(world, stimuli, neuroids);
  const rows = ids.map((_, row) => [...values.subarray(row * shape[1], (row + 1) * shape[1])]);
  return {
    source: featureMatrix(features.values, ids),
    target: madeRecordings(rows, { stimulus_id: ids }),
    features,
    responses: { shape, values },
  };
}

const once = (size: number) => ({
  shape: [1, size] as const,
  values: new Uint8Array(size).fill(1),
});
const gram = (matrix: Matrix) => multiply(matrix, matrix, { transposeB: true });

describe.each(estimates)('the %s estimate', (estimate, alignment) => {
  it('is the score where stimuli and neuroids count once', async () => {
    const world = makeWorld(1);
    const { features, responses } = await compared(
      world,
      drawStimuli(world, 25),
      normal(world.random, latents, 7),
    );
    const [x, y] = [await gram(features), await gram(responses)];
    const expected = alignment(x, y);
    expect((await alignStimuli(x, y, once(25), estimate))[0]).toBeCloseTo(expected, 12);
    const drawn = await alignNeuroids(x, responses as never, once(7), estimate);
    expect(drawn[0]).toBeCloseTo(expected, 12);
  });

  it('leaves out stimuli that were not drawn', async () => {
    const world = makeWorld(2);
    const { features, responses } = await compared(
      world,
      drawStimuli(world, 12),
      normal(world.random, latents, 5),
    );
    const [x, y] = [await gram(features), await gram(responses)];
    const some = new Uint8Array(12).fill(1, 0, 9);
    const [drawn] = await alignStimuli(x, y, { shape: [1, 12], values: some }, estimate);
    const part = ({ shape: [, columns], values }: Matrix): Matrix => ({
      shape: [9, columns],
      values: values.slice(0, 9 * columns),
    });
    const expected = alignment(await gram(part(features)), await gram(part(responses)));
    expect(drawn).toBeCloseTo(expected, 12);
  });
});

describe('replicates', () => {
  it.each([cka, ckaBiased, ckaCrossValidated])(
    'of $id lie about the score, as copies would not',
    async (metric) => {
      const world = makeWorld(3);
      const { source, target } = await compared(
        world,
        drawStimuli(world, 60),
        normal(world.random, latents, 24),
      );
      const score = await metric.compare(source, target, {}, context);
      const { units, replicates, standardError } = measuredUncertainty(score);
      expect(units).toEqual({ stimuli: 60, neuroids: 24 });
      expect(Object.keys(replicates)).toEqual(['stimuli', 'neuroids']);
      for (const values of Object.values(replicates)) {
        expect(Math.abs(mean(values) - score.value)).toBeLessThan(0.6 * standardError);
      }
    },
  );

  it('are unavailable where too few stimuli are left', async () => {
    const world = makeWorld(4);
    const { source, target } = await compared(
      world,
      drawStimuli(world, 4),
      normal(world.random, latents, 3),
    );
    const score = await cka.compare(source, target, {}, context);
    expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('leave no score') });
  });

  it('are of stimuli alone where there is one neuroid', async () => {
    const world = makeWorld(5);
    const { source, target } = await compared(
      world,
      drawStimuli(world, 40),
      normal(world.random, latents, 1),
    );
    const { units } = measuredUncertainty(await ckaBiased.compare(source, target, {}, context));
    expect(units).toEqual({ stimuli: 40 });
  });
});

describe('the standard error is the spread over', () => {
  const measure = async (
    metric: typeof cka,
    draw: () => ReturnType<typeof compared>,
    errorOf: (score: Score) => number,
  ) => {
    const values: number[] = [];
    const errors: number[] = [];
    for (let index = 0; index < 200; index++) {
      const { source, target } = await draw();
      const score = await metric.compare(source, target, {}, index < 8 ? context : quick);
      values.push(score.value);
      if (index < 8) errors.push(errorOf(score));
    }
    return errorOverSpread(errors, values);
  };

  it.each([cka, ckaBiased])('other stimuli and neuroids, of $id', async (metric) => {
    const world = makeWorld(6);
    const draw = () => compared(world, drawStimuli(world, 60), normal(world.random, latents, 24));
    const ratio = await measure(metric, draw, (score) => measuredUncertainty(score).standardError);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.35);
  });

  it('other stimuli alone', async () => {
    const world = makeWorld(7);
    const neuroids = normal(world.random, latents, 24);
    const draw = () => compared(world, drawStimuli(world, 60), neuroids);
    const ratio = await measure(cka, draw, (score) => standardErrorOver(score, 'stimuli'));
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.35);
  });
});
