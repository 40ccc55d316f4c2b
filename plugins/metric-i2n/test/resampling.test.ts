import type { RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  i1,
  i1n,
  i2,
  i2n,
  o1,
  o2,
  readTrials,
  type SignatureId,
  trialConsistency,
} from '@ventral/metric-i2n';
import { pearson, RandomState } from '@ventral/numerics';
import { measuredUncertainty } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { readProbabilities, wholeResponses } from '../src/probabilities.ts';
import { compareSignatures, halvesOf } from '../src/resample-halves.ts';
import { signatureIds } from '../src/signature.ts';
import { splitTrials } from '../src/trial-halves.ts';
import { drawImages, drawTrials, probabilitiesOf } from './made-choices.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };

const metrics = { i1, i1n, i2, i2n, o1, o2 };

describe('drawn once each, images and trials give the score itself', () => {
  const random = new RandomState(1);
  const made = drawImages(random, 5);
  const target = drawTrials(made, random, 9);
  const source = probabilitiesOf(made);
  const trials = readTrials(target);
  const splits = splitTrials(trials.imageOf.length, 3);
  const once = new Uint8Array(trials.images.length).fill(1);
  const options = { seed: 3, skipUndefined: true };

  it.each(signatureIds)('%s', async (id: SignatureId) => {
    const score = await metrics[id].compare(source, target, options, quick);
    const model = wholeResponses(readProbabilities(source, trials), trials);
    const { observed } = halvesOf(trials, splits, false);
    expect(compareSignatures(trials, id, model)(once)(observed)).toBeCloseTo(score.value, 12);
  });

  it.each(signatureIds)('the ceiling of %s', async (signature: SignatureId) => {
    const score = await trialConsistency.compare(
      undefined,
      target,
      { ...options, signature },
      quick,
    );
    const { observed } = halvesOf(trials, splits, true);
    expect(compareSignatures(trials, signature)(once)(observed)).toBeCloseTo(score.value, 12);
  });
});

describe('what is drawn', () => {
  const random = new RandomState(5);
  const made = drawImages(random, 4);
  const target = drawTrials(made, random, 12);
  const source = probabilitiesOf(made);

  it('is the same for a score and its ceiling, and named', async () => {
    const score = measuredUncertainty(await i1.compare(source, target, {}, context));
    const best = measuredUncertainty(
      await trialConsistency.compare(undefined, target, { signature: 'i1' }, context),
    );
    expect(score.plan).toBe(best.plan);
    expect(score.units).toEqual({ stimuli: 24, trials: 24 * 5 * 12 });
    expect(Object.keys(score.replicates)).toEqual(['stimuli', 'trials', 'all']);
    // The first half of the trials is in both: where it is noisy, both fall.
    const [a, b] = [score.replicates.trials!, best.replicates.trials!];
    expect(pearson(a, b)).toBeGreaterThan(0.06);
  });

  it('is the same for each of several models, in whatever order they are scored', async () => {
    const others = probabilitiesOf(drawImages(random, 4));
    const again = { ...target };
    const first = await i2n.compare(source, target, { skipUndefined: true }, context);
    const second = await i2n.compare(others, target, { skipUndefined: true }, context);
    expect(await i2n.compare(others, again, { skipUndefined: true }, context)).toEqual(second);
    expect(await i2n.compare(source, again, { skipUndefined: true }, context)).toEqual(first);
    // Another seed splits the trials otherwise: nothing is kept from the one before.
    const options = { skipUndefined: true, seed: 9 };
    const split = await i2n.compare(source, target, options, context);
    expect(await i2n.compare(source, { ...target }, options, context)).toEqual(split);
    expect(split.value).not.toBe(first.value);
  });

  it('is trials alone where each object has one image', async () => {
    const single = drawImages(random, 1);
    const trials = drawTrials(single, random, 30);
    const score = await i1.compare(probabilitiesOf(single), trials, {}, context);
    expect(measuredUncertainty(score).units).toEqual({ trials: 6 * 5 * 30 });
    expect(Object.keys(measuredUncertainty(score).replicates)).toEqual(['trials']);
  });

  it("says that a model's own reliability is not drawn", async () => {
    const { coords, dims, shape, values } = source;
    const twice = {
      dims,
      shape: [2 * shape[0]!, shape[1]!],
      values: Float64Array.from([...values, ...values]),
      coords: {
        ...coords,
        stimulus_id: { dim: 'presentation', values: [...made.images, ...made.images] },
      },
    };
    const score = await i1.compare(twice, target, { sourceReliability: true }, context);
    expect(score.uncertainty).toEqual({
      unavailable: expect.stringContaining('sourceReliability'),
    });
  });
});
