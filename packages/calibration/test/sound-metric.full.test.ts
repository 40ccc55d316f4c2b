import { calibrateMetric } from '@ventral/calibration';
import type { Metric } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { ridge } from '@ventral/metric-linear-predictivity';
import { beforeAll, describe, expect, test } from 'vitest';
import { madeBrain } from './made-brain.ts';

describe('a sound metric', () => {
  let calibration: Awaited<ReturnType<typeof calibrateMetric>>;

  beforeAll(async () => {
    const settings = {
      simulations: 8,
      noiseModels: 200,
      power: { stimuli: [12, 160], sites: [20], repeats: [50] },
    };
    const audit = {
      metric: ridge as Metric,
      options: {},
      dataset: madeBrain,
      region: 'V4',
      settings,
    };
    calibration = await calibrateMetric(audit, createRunContext({ mirrors: [] }));
  });

  test('passes every check', () => {
    expect(calibration.checks.map(({ id, passed }) => [id, passed])).toEqual([
      ['limit', true],
      ['leakage', true],
      ['recovery', true],
      ['noise', true],
      ['false-positives', true],
    ]);
    expect(calibration.pValues).toHaveLength(200);
  });

  test('finds the truth more often with more stimuli', () => {
    const [few, many] = calibration.power.filter(({ factor }) => factor === 'stimuli');
    expect(few?.recovered).toBeLessThan(many?.recovered as number);
    expect(many?.recovered).toBe(1);
  });
});
