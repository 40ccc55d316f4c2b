import { featureMatrix } from '@ventral/arrays';
import { classProbabilities } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
// scikit-learn 1.2.1; see the file for its settings.
import golden from './fixtures/logistic.json' with { type: 'json' };

const fittedCount = 30;

function matrixOf(rows: readonly (readonly number[])[]) {
  const ids = rows.map((_, row) => `stimulus${row}`);
  return featureMatrix(Float64Array.from(rows.flat()), ids);
}

function featuresOf(start: number, end: number) {
  return matrixOf(golden.X.slice(start, end));
}

describe('classProbabilities', () => {
  const fitted = featuresOf(0, fittedCount);
  const labels = golden.labels.slice(0, fittedCount);

  it('equals scikit-learn, converged, on standardized features', async () => {
    const tested = featuresOf(fittedCount, golden.X.length);
    const { choices, probabilities } = await classProbabilities(fitted, labels, tested);
    expect(choices).toEqual(['boat', 'apple', 'car', 'dog']);
    const expected = golden['proba_converged_tol1e-12'].flat();
    expect(probabilities.shape).toEqual([10, 4]);
    for (const [cell, value] of expected.entries()) {
      expect(probabilities.values[cell]).toBeCloseTo(value, 12);
    }
  });

  it('takes the options of the regression', async () => {
    const sure = { inverseRegularization: 100 };
    const { probabilities } = await classProbabilities(fitted, labels, fitted, sure);
    const guess = await classProbabilities(fitted, labels, fitted);
    expect(Math.max(...guess.probabilities.values)).toBeLessThan(0.3);
    expect(Math.max(...probabilities.values)).toBeGreaterThan(0.9);
  });

  it('leaves what it is given as it is', async () => {
    const values = Float64Array.from(golden.X.flat());
    const all = featureMatrix(values, [...golden.X.keys()].map(String));
    await classProbabilities(all, golden.labels, all);
    expect(values).toEqual(Float64Array.from(golden.X.flat()));
  });

  it('does not depend on the unit of a feature, nor on one that does not vary', async () => {
    const others = (rows: readonly (readonly number[])[]) =>
      rows.map(([first = 0, ...rest]) => [1000 * first + 7, ...rest, 0.1]);
    const tested = golden.X.slice(fittedCount);
    const { probabilities } = await classProbabilities(fitted, labels, matrixOf(tested));
    const same = await classProbabilities(
      matrixOf(others(golden.X.slice(0, fittedCount))),
      labels,
      matrixOf(others(tested)),
    );
    for (const [cell, value] of probabilities.values.entries()) {
      expect(same.probabilities.values[cell]).toBeCloseTo(value, 10);
    }
  });

  it.each([
    [
      'features to fit on that are NaN',
      [[1], [Number.NaN]],
      [[1]],
      'RESPONSES_INVALID',
      "Feature 0 of stimulus 'stimulus1' is NaN",
    ],
    [
      'features to predict from that are infinite',
      [[1], [2]],
      [[1], [2], [Number.POSITIVE_INFINITY]],
      'RESPONSES_INVALID',
      "Feature 0 of stimulus 'stimulus2' is Infinity",
    ],
    [
      'no features',
      [[], []],
      [[]],
      'SHAPE_MISMATCH',
      'Features of 2 stimuli x 0 columns cannot predict anything',
    ],
    [
      'another number of features',
      [[1], [2]],
      [[1, 2]],
      'SHAPE_MISMATCH',
      'fitted on 1 features cannot predict from 2',
    ],
  ])('refuses %s', async (_, fit, test, code, message) => {
    const reading = classProbabilities(matrixOf(fit), ['a', 'b'], matrixOf(test));
    await expect(reading).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('stops when interrupted', async () => {
    const signal = AbortSignal.abort();
    const reading = classProbabilities(fitted, labels, fitted, { signal });
    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
