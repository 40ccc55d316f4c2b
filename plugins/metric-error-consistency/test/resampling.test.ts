import type { RunContext, Score } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import {
  accuracy,
  accuracyDistance,
  accuracyDistanceCeiling,
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
  kappa,
} from '@ventral/metric-error-consistency';
import { mean, RandomState } from '@ventral/numerics';
import { errorOverSpread, measuredUncertainty, standardErrorOver } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { countedKappa } from '../src/kappa.ts';
import { drawAnswers, type MadeAnswers } from './made-answers.ts';

const context = createRunContext();
const quick: RunContext = { ...context, withUncertainty: false };

const normal = (random: RandomState, count: number, scale: number) =>
  Array.from({ length: count }, () => scale * random.standardNormal());

type Compare = (made: MadeAnswers, run: RunContext) => Promise<Score>;
const withPeople: Record<string, Compare> = {
  'error consistency': ({ model, people }, run) => errorConsistency.compare(model, people, {}, run),
  'its absolute value': ({ model, people }, run) =>
    errorConsistencyAbsolute.compare(model, people, {}, run),
  'nearness of accuracy': ({ model, people }, run) =>
    accuracyDistance.compare(model, people, {}, run),
  'nearness of accuracy in each condition': ({ model, people }, run) =>
    accuracyDistance.compare(model, people, { perCondition: true, chanceLevel: 0.1 }, run),
};
const betweenPeople: Record<string, Compare> = {
  'error consistency between people': ({ people }, run) =>
    errorConsistencyCeiling.compare(undefined, people, {}, run),
  'nearness of accuracies between people': ({ people }, run) =>
    accuracyDistanceCeiling.compare(undefined, people, {}, run),
};
const all = Object.entries({ ...withPeople, ...betweenPeople });

describe('stimuli and people', () => {
  const random = new RandomState(1);
  const people = normal(random, 8, 0.3);
  const made = drawAnswers(random, people, normal(random, 90, 1));

  it.each(all)('are drawn again for %s, around the score', async (_, compare) => {
    const score = await compare(made, context);
    const { units, replicates, standardError } = measuredUncertainty(score);
    expect(units).toEqual({ stimuli: 90, subjects: 8 });
    expect(Object.keys(replicates)).toEqual(['stimuli', 'subjects', 'all']);
    for (const values of Object.values(replicates)) {
      expect(Math.abs(mean(values) - score.value)).toBeLessThan(standardError);
    }
  });

  it('are one plan for a score and its ceiling', async () => {
    const score = await errorConsistency.compare(made.model, made.people, {}, context);
    const best = await errorConsistencyCeiling.compare(undefined, made.people, {}, context);
    expect(measuredUncertainty(best).plan).toBe(measuredUncertainty(score).plan);
  });

  it('are stimuli alone for accuracy', async () => {
    const score = await accuracy.compare(made.model, made.people, {}, context);
    const { units, standardError } = measuredUncertainty(score);
    expect(units).toEqual({ stimuli: 90 });
    // The binomial distribution's own.
    const expected = Math.sqrt((score.value * (1 - score.value)) / 90);
    expect(standardError / expected).toBeCloseTo(1, 1);
  });

  it('leave people as they are where few are compared with each other, or one with a model', async () => {
    const three = drawAnswers(random, people.slice(0, 3), normal(random, 90, 1));
    const ceiling = await errorConsistencyCeiling.compare(undefined, three.people, {}, context);
    expect(measuredUncertainty(ceiling).units).toEqual({ stimuli: 90 });
    const one = drawAnswers(random, [0], normal(random, 90, 1));
    const score = await errorConsistency.compare(one.model, one.people, {}, context);
    expect(measuredUncertainty(score).units).toEqual({ stimuli: 90 });
  });

  it('say so where too few of them are left in a draw', async () => {
    // One error that the model shares: more than a third of draws are without it.
    const right = new Array<number>(11).fill(-9);
    const one = drawAnswers(random, [0], [...right, 9]);
    const score = await errorConsistency.compare(one.model, one.people, {}, context);
    expect(score.uncertainty).toEqual({ unavailable: expect.stringContaining('leave no score') });
  });
});

it('kappa over stimuli that count once is kappa', () => {
  const random = new RandomState(2);
  const answers = (): ReadonlyMap<string, boolean> =>
    new Map(
      Array.from({ length: 50 }, (_, index): [string, boolean] => [
        `image${index}`,
        random.randomSample() < 0.6,
      ]).filter(() => random.randomSample() < 0.8),
    );
  const indexOf = new Map(Array.from({ length: 50 }, (_, index) => [`image${index}`, index]));
  const [first, second] = [answers(), answers()];
  const counted = countedKappa(first, second, indexOf);
  expect(counted(new Uint8Array(50).fill(1))).toBeCloseTo(kappa(first, second), 14);
  // Twice as often is the same; the last image a second time is a copy of it.
  expect(counted(new Uint8Array(50).fill(2))).toBeCloseTo(kappa(first, second), 14);
});

describe('the standard error is the spread over', () => {
  const draws = 100;
  const measure = async (
    compare: Compare,
    draw: () => MadeAnswers,
    errorOf: (score: Score) => number,
  ) => {
    const values: number[] = [];
    const errors: number[] = [];
    for (let index = 0; index < draws; index++) {
      const run = index < 4 ? context : quick;
      const score = await compare(draw(), run);
      values.push(score.value);
      if (run === context) errors.push(errorOf(score));
    }
    return errorOverSpread(errors, values);
  };

  it.each(all)('other people and stimuli, of %s', async (_, compare) => {
    const random = new RandomState(3);
    const ratio = await measure(
      compare,
      () => drawAnswers(random, normal(random, 10, 0.4), normal(random, 150, 1)),
      (score) => measuredUncertainty(score).standardError,
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.4);
  });

  it('other stimuli, of error consistency with the same people', async () => {
    const random = new RandomState(4);
    const people = normal(random, 10, 0.4);
    const ratio = await measure(
      withPeople['error consistency'] as Compare,
      () => drawAnswers(random, people, normal(random, 150, 1)),
      (score) => standardErrorOver(score, 'stimuli'),
    );
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });
});
