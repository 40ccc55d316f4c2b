import { coordinate } from '@ventral/arrays';
import { createRunContext } from '@ventral/host';
import {
  accuracy,
  accuracyDifference,
  errorConsistency,
  errorConsistencyCeiling,
  kappa,
} from '@ventral/metric-error-consistency';
import { mean, RandomState, standardDeviation } from '@ventral/numerics';
import { measuredUncertainty } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { byAgreement } from '../src/agreement.ts';
import { beyondChance } from '../src/kappa.ts';
import { all, normal } from './comparisons.ts';
import { drawAnswers } from './made-answers.ts';

const context = createRunContext();

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

it('squared differences are drawn around the score and the noise that a square adds', async () => {
  const random = new RandomState(3);
  const { model, people } = drawAnswers(random, [0], normal(random, 90, 1));
  const score = await accuracyDifference.compare(model, people, {}, context);
  const { replicates, standardError } = measuredUncertainty(score);
  const [own, theirs] = [coordinate(model, 'choice'), coordinate(people, 'choice')];
  const conditions = coordinate(people, 'condition');
  const noise = ['condition0', 'condition1', 'condition2'].map((condition) => {
    const differences = own.flatMap((choice, row) =>
      conditions[row] === condition
        ? [Number(choice === 'cat') - Number(theirs[row] === 'cat')]
        : [],
    );
    return standardDeviation(differences) ** 2 / differences.length;
  });
  const excess = mean(replicates.stimuli ?? []) - score.value;
  expect(Math.abs(excess - mean(noise))).toBeLessThan(0.15 * standardError);
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
  const counted = byAgreement(beyondChance).prepare([first], [second], indexOf);
  expect(counted(new Uint8Array(50).fill(1))).toBeCloseTo(kappa(first, second), 14);
  // Twice as often is the same; the last image a second time is a copy of it.
  expect(counted(new Uint8Array(50).fill(2))).toBeCloseTo(kappa(first, second), 14);
});
