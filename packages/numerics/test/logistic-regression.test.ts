import { readFileSync } from 'node:fs';
import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import {
  classProbabilities,
  createMatrix,
  type LogisticRegressionOptions,
} from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { fitLogisticRegression } from '../src/logistic-regression.ts';

// scikit-learn 1.2.1; see the file for its settings.
const golden = JSON.parse(
  readFileSync(new URL('./fixtures/logistic.json', import.meta.url), 'utf8'),
) as {
  readonly X: number[][];
  readonly labels: string[];
  readonly 'proba_converged_tol1e-12': number[][];
};

function matrix(rows: readonly (readonly number[])[]): FeatureMatrix {
  return featureMatrix(
    Float64Array.from(rows.flat()),
    rows.map((_, row) => `stimulus${row}`),
  );
}

/** Fits on rows up to `fitted`, standardized, and predicts those up to `tested`. */
async function readOut(
  fitted: number,
  tested: number,
  options: LogisticRegressionOptions = {},
): Promise<number[]> {
  const labels = golden.labels.slice(0, fitted);
  const [train, test] = [matrix(golden.X.slice(0, fitted)), matrix(golden.X.slice(fitted, tested))];
  return [...(await classProbabilities(train, labels, test, options)).probabilities.values];
}

/** The rows as a matrix of coordinates. */
function coordinates(rows: readonly (readonly number[])[]) {
  return createMatrix([rows.length, rows[0]!.length], Float64Array.from(rows.flat()));
}

function expectClose(actual: readonly number[], expected: readonly number[], digits: number): void {
  expect(actual).toHaveLength(expected.length);
  for (const [cell, value] of expected.entries()) expect(actual[cell]).toBeCloseTo(value, digits);
}

describe('logistic regression equals scikit-learn, converged', () => {
  it('in the probabilities of the readout', async () => {
    expectClose(await readOut(30, 40), golden['proba_converged_tol1e-12'].flat(), 12);
  });

  // LogisticRegression(multi_class='multinomial', solver='newton-cg', tol=1e-13).
  it.each([
    [
      1e-3,
      [
        0.25016874261578115, 0.2533987206608057, 0.2480127431481564, 0.24841979357525665,
        0.2471136388488917, 0.25017888435747093, 0.25331808814860973, 0.24938938864502758,
      ],
    ],
    [
      1,
      [
        0.10330728656881244, 0.8139345904769989, 0.041631153147377906, 0.04112696980681076,
        0.02152167849048854, 0.21724565529007292, 0.6899744380041601, 0.07125822821527848,
      ],
    ],
    [
      100,
      [
        0.004037211729593976, 0.994246452069317, 0.0014326500080381374, 0.0002836861930509133,
        0.00012588316425043162, 0.053973382262809906, 0.9444240549108002, 0.001476679662139588,
      ],
    ],
  ])('with more features than stimuli and C = %d', async (inverseRegularization, expected) => {
    expectClose(await readOut(12, 14, { inverseRegularization }), expected, 6);
  });

  it('with two classes and features that are not centred', async () => {
    const shifted = golden.X.map((row) => row.map((value) => value + 5));
    const labels = golden.labels.map((label) => label === 'apple' || label === 'dog');
    const { weights, intercepts } = await fitLogisticRegression(
      coordinates(shifted.slice(0, 30)),
      labels.slice(0, 30),
      { inverseRegularization: 0.1 },
    );
    const probabilities = shifted.slice(30, 33).flatMap((tested) => {
      const scores = [0, 1].map((label) =>
        shifted.slice(0, 30).reduce((sum, fitted, row) => {
          const product = fitted.reduce((total, value, index) => total + value * tested[index]!, 0);
          return sum + weights.values[2 * row + label]! * product;
        }, intercepts[label]!),
      );
      const odds = Math.exp(scores[1]! - scores[0]!);
      return [1 / (1 + odds), odds / (1 + odds)];
    });
    expectClose(
      probabilities,
      [
        0.28269649509143413, 0.7173035049085659, 0.5188278601716881, 0.4811721398283119,
        0.7895107846044968, 0.21048921539550325,
      ],
      9,
    );
  });

  it('whatever the size of the blocks that features are read in', async () => {
    expectClose(await readOut(12, 16, { blockBytes: 1 }), await readOut(12, 16), 12);
  });
});

describe('logistic regression', () => {
  const { X, labels } = golden;
  const fitRows = (rows: readonly (readonly number[])[], options?: LogisticRegressionOptions) =>
    fitLogisticRegression(coordinates(rows), labels.slice(0, rows.length), options);

  it('has its classes in the order of their first appearance', async () => {
    expect((await fitRows(X)).classes).toEqual(['boat', 'apple', 'car', 'dog']);
  });

  it('leaves its coordinates as they are, and gives the same fit every time', async () => {
    const matrix = coordinates(X);
    const fitted = await fitLogisticRegression(matrix, labels);
    expect(matrix.values).toEqual(Float64Array.from(X.flat()));
    expect(await fitLogisticRegression(matrix, labels)).toEqual(fitted);
  });

  it('tells when it has not converged, and what to do', async () => {
    const options = { maxIterations: 2, inverseRegularization: 1e6 };
    await expect(fitRows(X, options)).rejects.toMatchObject({
      code: 'NOT_CONVERGED',
      message: expect.stringMatching(
        /of 4 classes on 40 stimuli has a relative gradient of \S+ after 2 steps, not 1e-10/,
      ),
      hint: expect.stringContaining('maxIterations'),
    });
  });

  it('stops when interrupted', async () => {
    const signal = AbortSignal.abort();
    await expect(fitRows(X, { signal })).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
  });

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'one class',
      () => fitLogisticRegression(coordinates(X.slice(0, 2)), ['cat', 'cat']),
      'RESPONSES_INVALID',
      `All 2 stimuli are labelled 'cat'`,
    ],
    [
      'another number of labels',
      () => fitLogisticRegression(coordinates(X), ['cat', 'dog']),
      'SHAPE_MISMATCH',
      '2 labels do not go with 40 stimuli',
    ],
    [
      'no regularization at all',
      () => fitRows(X, { inverseRegularization: Number.POSITIVE_INFINITY }),
      'OPTION_INVALID',
      'inverseRegularization Infinity',
    ],
  ])('refuses %s', async (_, run, code, message) => {
    await expect(run()).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
