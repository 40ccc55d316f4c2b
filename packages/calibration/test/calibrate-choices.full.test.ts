import { type CalibrationTask, calibrateMetric } from '@ventral/calibration';
import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { createRunContext } from '@ventral/host';
import { i2n, o2 } from '@ventral/metric-i2n';
import { describe, expect, test } from 'vitest';
import { madeBrain } from './made-brain.ts';

const context = createRunContext({ mirrors: [] });

describe('a metric on choices', () => {
  const choices = { simulations: 4, noiseModels: 60, power: { stimuli: [48], repeats: [2] } };
  const on = (changes: Partial<CalibrationTask>) =>
    calibrateMetric(
      { metric: i2n, options: {}, dataset: simulatedVentral, settings: choices, ...changes },
      context,
    );

  test('passes every check on simulated observers', async () => {
    const { checks, ...found } = await on({});
    expect(checks.map(({ id, passed }) => [id, passed])).toEqual([
      ['limit', true],
      ['recovery', true],
      ['noise', true],
      ['false-positives', true],
    ]);
    expect(found).toMatchObject({ region: 'behavior', trueGenerator: 'whole' });
    expect(Object.keys(found.generators)).toEqual(['unbiased', 'sharp-eyed', 'whole']);
    expect(found.power.map(({ factor }) => factor)).toEqual(['stimuli', 'repeats']);
  });

  test('is not held against a limit that is not known', async () => {
    const { checks } = await on({ metric: o2, region: 'behavior' });
    expect(checks.map(({ id }) => id)).toEqual(['recovery', 'noise', 'false-positives']);
  });

  test('that does not look at its source is found out', async () => {
    const blind = { ...i2n, compare: blindComparison };
    const { checks } = await on({ metric: blind });
    expect(checks.filter(({ passed }) => !passed).map(({ id }) => id)).toContain('recovery');
  });

  test('is audited on choices, not on a region', async () => {
    await expect(on({ region: 'V4' })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: "The metric 'i2n' compares choices; V4 makes none.",
    });
    await expect(on({ dataset: madeBrain })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'MadeBrain has no choices whose truth is known.',
    });
  });
});

/** The same for whatever it is shown. */
const blindComparison: typeof i2n.compare = async () => ({
  value: 0.5,
  better: 'higher',
  raw: { value: 0.5 },
  metric: { id: 'i2n', scoreVersion: 1, options: {} },
});
