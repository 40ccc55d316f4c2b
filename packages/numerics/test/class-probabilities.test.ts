import { featureMatrix } from '@ventral/assembly';
import { classProbabilities } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
// scikit-learn 1.2.1; see the file for its settings.
import golden from './fixtures/logistic.json' with { type: 'json' };

const fittedCount = 30;

function featuresOf(start: number, end: number) {
  const rows = golden.X.slice(start, end);
  const ids = rows.map((_, row) => `stimulus${start + row}`);
  return featureMatrix(Float64Array.from(rows.flat()), ids);
}

describe('classProbabilities', () => {
  const fitted = featuresOf(0, fittedCount);
  const labels = golden.labels.slice(0, fittedCount);

  it('equals scikit-learn, converged, on standardized features', async () => {
    const tested = featuresOf(fittedCount, golden.X.length);
    const { choices, probabilities } = await classProbabilities(fitted, labels, tested);
    expect(choices).toEqual(['boat', 'apple', 'car', 'dog']);
    const expected = golden['proba_converged_tol1e-12'].flat();
    expect([probabilities.rows, probabilities.columns]).toEqual([10, 4]);
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

  it('stops when interrupted', async () => {
    const signal = AbortSignal.abort();
    const reading = classProbabilities(fitted, labels, fitted, { signal });
    await expect(reading).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
