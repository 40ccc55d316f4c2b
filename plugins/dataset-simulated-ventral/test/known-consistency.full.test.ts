import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { trialConsistency } from '@ventral/metric-i2n';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { expect, test } from 'vitest';
import { simulatedContext } from './simulated-context.ts';

const context = { ...simulatedContext(), withUncertainty: false };
const small = { images: 2, fittingImages: 1, choiceImages: 4 };
const simulation = await simulateVentral(small, context);
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

test.each(['V1', 'V4', 'IT'] as const)(
  'recordings of %s have the consistency that is known, over 20 seeds',
  async (region) => {
    const offs: number[] = [];
    for (const seed of seeds) {
      const { trials, truth } = await simulation.record({ region, sites: 24, repeats: 20, seed });
      const { value } = await internalConsistency.compare(undefined, trials, {}, context);
      offs.push(value - truth.expectedConsistency);
    }
    expectMeanZero(offs);
  },
);

test('choices have the consistency that is known, over 20 seeds', async () => {
  const offs: number[] = [];
  for (const seed of seeds) {
    const { trials, truth } = await simulation.choose({ trials: 30, seed });
    const { value } = await trialConsistency.compare(
      undefined,
      trials,
      { skipUndefined: true },
      context,
    );
    offs.push(value - truth.ceiling);
  }
  expectMeanZero(offs);
});

/** Within two standard errors, and those are small. */
function expectMeanZero(offs: readonly number[]): void {
  const mean = offs.reduce((sum, off) => sum + off, 0) / offs.length;
  const variance = offs.reduce((sum, off) => sum + (off - mean) ** 2, 0) / (offs.length - 1);
  const error = Math.sqrt(variance / offs.length);
  expect(error).toBeLessThan(0.02);
  expect(Math.abs(mean)).toBeLessThan(2 * error);
}
