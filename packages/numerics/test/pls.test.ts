import { isVentralError } from '@ventral/errors';
import {
  createMatrix,
  type Matrix,
  multiply,
  type PlsOptions,
  predictPls,
  preparePredictors,
  type Split,
  shuffleSplit,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { expectClose, featuresOf, randomMatrix, range, spreadOut } from './matrices.ts';
import { nipals } from './nipals.ts';

const split = { train: range(0, 50), test: range(50, 60) };

async function pls(features: Matrix, targets: Matrix, splits: Split[], options?: PlsOptions) {
  return predictPls(await preparePredictors(featuresOf(features)), targets, splits, options);
}

/** Features that carry a few signals of unequal strength, and targets that depend on them. */
async function correlated(rows: number, columns: number, targets: number) {
  const signals = randomMatrix(rows, 6, 1);
  const features = await multiply(signals, randomMatrix(6, columns, 2));
  const responses = await multiply(signals, randomMatrix(6, targets, 3));
  const noise = randomMatrix(rows, columns, 4);
  const trials = randomMatrix(rows, targets, 5);
  return {
    features: createMatrix(
      [rows, columns],
      features.values.map((value, cell) => value + 0.3 * (noise.values[cell] as number)),
    ),
    targets: createMatrix(
      [rows, targets],
      responses.values.map((value, cell) => value + (trials.values[cell] as number)),
    ),
  };
}

describe('PLS is NIPALS', () => {
  it.each([
    ['fewer targets than features', 40, 8, {}],
    ['more targets than features', 12, 30, { components: 10 }],
    ['as many targets as features', 15, 15, { components: 15 }],
    ['one target', 20, 1, { components: 15 }],
    ['one feature', 1, 5, { components: 1 }],
    ['one iteration for each component', 30, 6, { maxIterations: 1 }],
    ['three iterations for each component', 30, 6, { maxIterations: 3 }],
    ['three iterations, more targets', 9, 16, { maxIterations: 3, components: 6 }],
    ['a loose tolerance', 30, 6, { tolerance: 0.01 }],
    ['a strict tolerance', 30, 6, { tolerance: 1e-12, components: 12 }],
  ])('%s', async (_, columns, targetCount, options) => {
    const { features, targets } = await correlated(60, columns, targetCount);
    const [prediction] = await pls(features, targets, [split], options);
    const expected = nipals(features, targets, split, options);
    expectClose(prediction?.values, expected.prediction.flat(), 1e-9);
  });

  it('on scales far apart', async () => {
    const { features, targets } = await correlated(60, 30, 5);
    // The first target, where iterations begin, is tiny; one feature is huge.
    const scaled = targets.values.map((value, cell) => (cell % 5 === 0 ? 1e-7 * value : value));
    const values = features.values.map((value, cell) => (cell % 30 === 3 ? 1e3 * value : value));
    const X = createMatrix([60, 30], values);
    const Y = createMatrix([60, 5], scaled);
    const [prediction] = await pls(X, Y, [split], { components: 12 });
    expectClose(
      prediction?.values,
      nipals(X, Y, split, { components: 12 }).prediction.flat(),
      1e-8,
    );
  });

  it('with targets and features that do not vary on the training rows', async () => {
    const { features, targets } = await correlated(60, 30, 5);
    for (let row = 0; row < 60; row++) {
      targets.values[row * 5] = row < 50 ? 3 : row;
      targets.values[row * 5 + 2] = -1;
      features.values[row * 30 + 4] = 7;
    }
    const [prediction] = await pls(features, targets, [split]);
    const expected = nipals(features, targets, split).prediction;
    expectClose(prediction?.values, expected.flat(), 1e-9);
    for (let row = 0; row < 10; row++) {
      expect(prediction?.values[row * 5]).toBeCloseTo(3, 9);
      expect(prediction?.values[row * 5 + 2]).toBeCloseTo(-1, 12);
    }
  });

  it('where targets are explained before all components are taken', async () => {
    const { features } = await correlated(60, 30, 5);
    const targets = await multiply(features, randomMatrix(30, 5, 9));
    const [prediction] = await pls(features, targets, [split], { components: 30 });
    expectClose(prediction?.values, targets.values.subarray(50 * 5), 1e-8);
  });
});

describe('splits', () => {
  const splits = [
    ...shuffleSplit(60, { splits: 3, size: { train: 0.9 }, seed: 1 }),
    // Few training rows, rows in neither set, and rows in both.
    { train: range(0, 22), test: range(30, 60) },
    { train: range(5, 45), test: range(40, 50) },
    { train: range(0, 60), test: range(0, 60) },
  ];

  it('of any kind advance together as each would alone', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    const predictions = await pls(features, targets, splits, { components: 20 });
    for (const [index, each] of splits.entries()) {
      const expected = nipals(features, targets, each, { components: 20 });
      expectClose(predictions[index]?.values, expected.prediction.flat(), 1e-9);
    }
  });

  it('some of which run out of components earlier', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    // Only 8 directions vary on the first rows.
    for (let row = 0; row < 25; row++) {
      features.values.fill(1, row * 40 + 8, (row + 1) * 40);
    }
    const some = [{ train: range(0, 25), test: range(25, 30) }, split];
    const [short, long] = await pls(features, targets, some, { components: 20 });
    const shortened = nipals(features, targets, some[0] as Split, { components: 8 });
    expectClose(short?.values, shortened.prediction.flat(), 1e-8);
    expectClose(
      long?.values,
      nipals(features, targets, split, { components: 20 }).prediction.flat(),
      1e-9,
    );
  });
});

it('stops where features are used up', async () => {
  const { targets } = await correlated(60, 40, 8);
  const features = await multiply(randomMatrix(60, 10, 1), randomMatrix(10, 40, 2));
  const [prediction] = await pls(features, targets, [split], { components: 25 });
  const expected = nipals(features, targets, split, { components: 10 });
  expectClose(prediction?.values, expected.prediction.flat(), 1e-9);
});

it('predicts the mean where features do not vary', async () => {
  const { targets } = await correlated(60, 40, 8);
  const constant = createMatrix([60, 40], new Float64Array(2400).fill(0.1));
  const [prediction] = await pls(constant, targets, [split]);
  const first = targets.values.subarray(0, 50 * 8).filter((_, cell) => cell % 8 === 0);
  const mean = first.reduce((sum, value) => sum + value, 0) / 50;
  expectClose(
    prediction?.values.filter((_, cell) => cell % 8 === 0),
    new Float64Array(10).fill(mean),
    1e-12,
  );
});

it('gives the same predictions from more features than stimuli with the same inner products', async () => {
  const { features, targets } = await correlated(60, 40, 8);
  const splits = shuffleSplit(60, { splits: 3, size: { train: 0.9 }, seed: 1 });
  const few = await pls(features, targets, splits);
  const many = await pls(spreadOut(features, 100), targets, splits);
  for (const [index, prediction] of few.entries()) {
    expectClose(many[index]?.values, prediction.values, 1e-9);
  }
});

it('leaves its inputs as they are and gives the same numbers again', async () => {
  const { features, targets } = await correlated(60, 40, 8);
  const predictors = await preparePredictors(featuresOf(features));
  const before = [predictors.coordinates.values.slice(), targets.values.slice()];
  const first = await predictPls(predictors, targets, [split]);
  expect(await predictPls(predictors, targets, [split])).toEqual(first);
  expect([predictors.coordinates.values, targets.values]).toEqual(before);
});

describe('is refused', () => {
  it.each([0, 2.5, 41, 51])(
    'with %d components of 50 training rows x 40 features',
    async (components) => {
      const { features, targets } = await correlated(60, 40, 8);
      await expect(pls(features, targets, [split], { components })).rejects.toSatisfy((error) =>
        isVentralError(error, 'OPTION_INVALID'),
      );
    },
  );

  it('with more components than training rows', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    const few = { train: range(0, 20), test: range(20, 30) };
    await expect(pls(features, targets, [few])).rejects.toThrow(
      'PLS cannot take 25 components (its option components) from 20 training rows x 40 predictors.',
    );
  });

  it.each([
    ['another number of rows', createMatrix([59, 8]), [split], 'SHAPE_MISMATCH'],
    ['no targets', createMatrix([60, 0]), [split], 'SHAPE_MISMATCH'],
    [
      'a row that does not exist',
      randomMatrix(60, 2, 1),
      [{ train: range(0, 50), test: [60] }],
      'SHAPE_MISMATCH',
    ],
    [
      'a row to fit on twice',
      randomMatrix(60, 2, 1),
      [{ train: [1, 2, 1], test: [4] }],
      'SHAPE_MISMATCH',
    ],
    ['one training row', randomMatrix(60, 2, 1), [{ train: [3], test: [4] }], 'SHAPE_MISMATCH'],
    ['no test row', randomMatrix(60, 2, 1), [{ train: range(0, 50), test: [] }], 'SHAPE_MISMATCH'],
  ] as const)('with %s', async (_, targets, splits, code) => {
    const { features } = await correlated(60, 40, 8);
    await expect(pls(features, targets, [...splits], { components: 1 })).rejects.toSatisfy(
      (error) => isVentralError(error, code),
    );
  });

  it('with a target that is no number, naming it', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    targets.values[13 * 8 + 5] = Number.NaN;
    await expect(pls(features, targets, [split])).rejects.toThrow('in row 13, column 5 is NaN');
  });
});

describe('while it runs', () => {
  it('tells how many splits are done', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    const told: number[] = [];
    const splits = shuffleSplit(60, { splits: 4, size: { train: 0.9 }, seed: 1 });
    await pls(features, targets, splits, { onProgress: (done, total) => told.push(done, total) });
    expect(told.slice(-2)).toEqual([4, 4]);
    expect(told).toEqual(told.map((value) => Math.min(4, Math.max(0, Math.floor(value)))));
  });

  it('stops when it is interrupted', async () => {
    const { features, targets } = await correlated(60, 40, 8);
    const controller = new AbortController();
    let calls = 0;
    const running = pls(features, targets, [split], {
      signal: controller.signal,
      onProgress: () => {
        calls++;
        controller.abort();
      },
    });
    await expect(running).rejects.toSatisfy((error) => isVentralError(error, 'INTERRUPTED'));
    expect(calls).toBe(1);
  });
});
