import {
  brainScoreAlphas,
  predictCrossValidatedRidge,
  preparePredictors,
  shuffleSplit,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { otherRows } from '../src/fold.ts';
import { leaveOneOut } from '../src/leave-one-out.ts';
import { createMatrix, selectRows } from '../src/matrix.ts';
import { smallestValues } from '../src/smallest-values.ts';
import { expectClose, featuresOf, randomMatrix } from './matrices.ts';

const rows = 90;
const splits = shuffleSplit(rows, { splits: 4, size: { train: 0.9 }, seed: 2 });

/** Features and targets that have something in common. */
function made(columns: number, unit: number) {
  const features = randomMatrix(rows, columns, 3);
  const targets = randomMatrix(rows, 5, 4);
  for (let row = 0; row < rows; row++) {
    for (let target = 0; target < 5; target++) {
      targets.values[row * 5 + target]! += features.values[row * columns + target]!;
    }
  }
  const values = features.values.map((value) => unit * value);
  return { features: createMatrix(features.shape, values), targets };
}

describe.each([
  ['fewer coordinates than training rows', 30, 1],
  ['about as many', 80, 3],
  ['as many coordinates as stimuli', 90, 10],
])('with %s', (_, columns, unit) => {
  const { features, targets } = made(columns, unit);
  const leftOut = splits.map(({ train }) => otherRows(rows, train));

  it('errors of several splits are those of each by itself', async () => {
    const shared = await leaveOneOut(features, targets, leftOut);
    for (const alpha of [0.01, 10, 3000, 1e7]) {
      const errors = await shared.errors(alpha, [0, 1, 2, 3]);
      for (const [way, { train }] of splits.entries()) {
        const own = selectRows(features, train);
        const alone = await leaveOneOut(own, selectRows(targets, train), [[]]);
        const [error = Number.NaN] = await alone.errors(alpha, [0]);
        expect(Math.abs((errors[way] ?? Number.NaN) / error - 1)).toBeLessThan(1e-9);
      }
      expectClose(await shared.errors(alpha, [2, 0]), [errors[2]!, errors[0]!], 1e-14);
    }
  });

  it('the chosen alphas have the smallest errors of all', async () => {
    const shared = await leaveOneOut(features, targets, leftOut);
    const errors: number[][] = [];
    for (const alpha of brainScoreAlphas) errors.push(await shared.errors(alpha, [0, 1, 2, 3]));
    const predictors = await preparePredictors(featuresOf(features));
    const fits = await predictCrossValidatedRidge(predictors, targets, splits);
    for (const [split, { alpha }] of fits.entries()) {
      const own = errors.map((all) => all[split]!);
      expect(alpha).toBe(brainScoreAlphas[own.indexOf(Math.min(...own))]);
    }
  });
});

describe('the smallest of values', () => {
  // Falls from 2 to 1 and rises to 3, as leave-one-out errors do.
  const curve = (place: number, turn: number) =>
    1 + 1 / (1 + place / turn) + 2 / (1 + (100 * turn) / place);

  it.each([1e-3, 0.3, 50, 777, 4e4, 1e6, 1e9])(
    'is found around %d, without computing all',
    async (turn) => {
      let computed = 0;
      const compute = async (place: number, functions: readonly number[]) => {
        computed++;
        return functions.map((index) => curve(place, turn * (index + 1)));
      };
      const found = await smallestValues(brainScoreAlphas, 2, compute);
      for (const index of [0, 1]) {
        const all = brainScoreAlphas.map((place) => curve(place, turn * (index + 1)));
        expect(found[index]).toBe(all.indexOf(Math.min(...all)));
      }
      expect(computed).toBeLessThan(40);
    },
  );

  it.each([0.3, 50, 777, 4e4, 1e6])(
    'is found around %d by the guide of another function, in fewer values',
    async (turn) => {
      let computed = 0;
      const compute = async (place: number, functions: readonly number[]) => {
        computed++;
        return functions.map((index) => curve(place, turn * (1 + 0.05 * index)));
      };
      const guide = async (place: number) => 3 * curve(place, turn * 0.9) ** 1.02;
      const found = await smallestValues(brainScoreAlphas, 2, compute, guide);
      for (const index of [0, 1]) {
        const all = brainScoreAlphas.map((place) => curve(place, turn * (1 + 0.05 * index)));
        expect(found[index]).toBe(all.indexOf(Math.min(...all)));
      }
      expect(computed).toBeLessThan(18);
    },
  );

  it.each([1e-3, 30, 1e5])('is found where the guide leads to %d, elsewhere', async (turn) => {
    const compute = async (place: number, functions: readonly number[]) =>
      functions.map(() => curve(place, 777));
    const guide = async (place: number) => curve(place, turn);
    const all = brainScoreAlphas.map((place) => curve(place, 777));
    const [found] = await smallestValues(brainScoreAlphas, 1, compute, guide);
    expect(found).toBe(all.indexOf(Math.min(...all)));
  });

  it('is found among many places within a decade', async () => {
    const places = Array.from({ length: 30 }, (_, index) => 10 + 3 * index);
    const compute = async (place: number) => [1 + Math.log(place / 50) ** 2];
    expect(await smallestValues(places, 1, compute)).toEqual([13]);
  });

  it('is the first of equals, in whatever order places are given', async () => {
    const level = async (_: number, functions: readonly number[]) => functions.map(() => 2);
    expect(await smallestValues(brainScoreAlphas, 1, level)).toEqual([0]);
    const compute = async (place: number) => [Math.abs(Math.log(place / 20)) + 1];
    expect(await smallestValues([100, 20, 3, 20, 1], 1, compute)).toEqual([1]);
  });

  it('is found among values of 0', async () => {
    const nothing = async () => [0];
    expect(await smallestValues(brainScoreAlphas, 1, nothing)).toEqual([0]);
  });
});
