import { type CalibrationTask, calibrateMetric } from '@ventral/calibration';
import { defineMetric, type Metric } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { ridge } from '@ventral/metric-linear-predictivity';
import { mean, pearsonColumns, predictRidge, preparePredictors } from '@ventral/numerics';
import { beforeAll, describe, expect, test } from 'vitest';
import { madeBrain } from './made-brain.ts';

const context = createRunContext({ mirrors: [] });
// Where one way to fail has to show, and not how often a sound metric does (sound-metric.full.test.ts).
const fewer = {
  simulations: 2,
  noiseModels: 40,
  power: { stimuli: [48], sites: [20], repeats: [50] },
};

function task(metric: Metric, changes: Partial<CalibrationTask> = {}): CalibrationTask {
  return { metric, options: {}, dataset: madeBrain, region: 'V4', settings: fewer, ...changes };
}

describe('an audit', () => {
  let calibration: Awaited<ReturnType<typeof calibrateMetric>>;
  const audit = task(ridge as Metric);

  beforeAll(async () => {
    calibration = await calibrateMetric(audit, context);
  });

  test('says what it found, as plain JSON', () => {
    expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
    expect(calibration).toMatchObject({
      dataset: 'MadeBrain',
      region: 'V4',
      trueGenerator: 'middle',
    });
    expect(calibration.metric).toMatchObject({ id: 'ridge', options: { alpha: 1 } });
    expect(Object.keys(calibration.generators)).toEqual(['retina', 'middle', 'late']);
    expect(calibration.pValues).toHaveLength(40);
    for (const pValue of calibration.pValues)
      expect(pValue * 20).toBeCloseTo(Math.round(pValue * 20));
  });

  test('is found the same again', async () => {
    expect(await calibrateMetric(audit, context)).toEqual(calibration);
  });
});

test('a metric that tests on what it was fitted on is found out', async () => {
  const { checks } = await calibrateMetric(task(withoutCrossValidation), context);
  const failed = checks.filter(({ passed }) => !passed).map(({ id }) => id);
  expect(failed).toContain('noise');
  const noise = checks.find(({ id }) => id === 'noise');
  expect(noise?.found).toBeGreaterThan(0.3);
});

test('a metric that takes noise for signal is found out', async () => {
  const { checks } = await calibrateMetric(task(sinkingMetric()), context);
  const falsePositives = checks.find(({ id }) => id === 'false-positives');
  expect(falsePositives).toMatchObject({ found: 1, passed: false });
});

test('only p-values are asked of noise where lower is better', async () => {
  const { checks } = await calibrateMetric(task(distance), context);
  expect(checks.map(({ id }) => id)).toEqual(['recovery', 'false-positives']);
});

describe('what cannot be audited', () => {
  test('data whose truth is not known', async () => {
    const { simulate: _, ...dataset } = madeBrain;
    await expect(
      calibrateMetric(task(ridge as Metric, { dataset }), context),
    ).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: 'The truth behind MadeBrain is not known.',
    });
  });

  test('a region that is not there', async () => {
    const audit = calibrateMetric(task(ridge as Metric, { region: 'V5' }), context);
    await expect(audit).rejects.toMatchObject({ message: "MadeBrain has no region 'V5'." });
  });

  test('a metric that compares no features', async () => {
    const metric = { ...ridge, id: 'choices', source: 'choices' } as unknown as Metric;
    await expect(calibrateMetric(task(metric), context)).rejects.toMatchObject({
      message: "The metric 'choices' compares choices; features and probabilities are audited.",
    });
  });

  test('an audit that is interrupted', async () => {
    const controller = new AbortController();
    controller.abort();
    const run = createRunContext({ mirrors: [], signal: controller.signal });
    const audit = calibrateMetric(task(ridge as Metric), run);
    await expect(audit).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});

/** Correlations of a regression with the very responses it was fitted on. */
const withoutCrossValidation = defineMetric({
  title: 'For a test',
  id: 'without-cross-validation',
  better: 'higher',
  async compare({ features, responses }) {
    const all = responses.stimulusIds.map((_, row) => row);
    const split = { train: all, test: all };
    const predictors = await preparePredictors(features, {});
    const [predicted] = await predictRidge(predictors, responses, [split], { alpha: 1 });
    const perNeuroid = pearsonColumns(predicted!, responses);
    return { value: mean(perNeuroid), perNeuroid };
  },
});

/** Scores lower at each call, whatever it is shown: what is scored first seems better than chance. */
function sinkingMetric(): Metric {
  let calls = 0;
  return defineMetric({
    title: 'For a test',
    id: 'sinking',
    better: 'higher',
    compare: () => ({ value: 1 / ++calls }),
  });
}

/** Mean squared difference of the first feature and the first site. */
const distance = defineMetric({
  title: 'For a test',
  id: 'distance',
  better: 'lower',
  async compare({ features, responses }) {
    const [, sites] = responses.shape;
    const first = Float64Array.from(await features.readColumns(0, 1));
    return { value: mean(first.map((one, row) => (one - responses.values[row * sites]!) ** 2)) };
  },
});
