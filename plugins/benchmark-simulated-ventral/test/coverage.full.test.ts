import { type CoveragePool, measureCoverage } from '@ventral/calibration';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { pls } from '@ventral/metric-linear-predictivity';
import { expect, it } from 'vitest';

// The script coverage.mjs draws more often, from more, at three sizes.
it('intervals hold what is expected on new images and sites, and equal models are seldom told apart', async () => {
  const context = createRunContext();
  const simulation = await simulateVentral({ images: 20 }, context);
  const { truth } = await simulation.record({ region: 'IT', sites: 1, repeats: 2 });
  const pool: CoveragePool = {
    features: truth.features,
    record: async ({ stimuli, ...drawn }) => {
      const shown = { region: 'IT', repeats: 2, shown: stimuli, ...drawn } as const;
      return (await simulation.record(shown)).recordings;
    },
  };
  const settings = { stimuli: 120, sites: 30, draws: 60 };
  const equal = await measureCoverage(pool, pls, settings, context);
  // Of 60 draws at 95 %, fewer than 52 in one of 100 cases.
  expect(equal.covered).toBeGreaterThanOrEqual(52 / 60);
  expect(equal.coveredBySpread).toBeLessThan(equal.covered);
  expect(equal.rejected).toBeLessThanOrEqual(8 / 60);
});
