import {
  type Dataset,
  type Metric,
  type RunContext,
  type SimulatedRecordings,
  throwIfInterrupted,
} from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import type { AuditedMetric } from './audited-metric.ts';
import type { Calibration, CalibrationSettings } from './calibration.ts';
import { compareWithLimit } from './compare-with-limit.ts';
import type { Draw } from './draw.ts';
import { measurePower } from './measure-power.ts';
import { recoverStage } from './recover-stage.ts';
import { testNoiseModels } from './test-noise-models.ts';

/** What is audited, and on what. */
export interface CalibrationTask {
  readonly metric: Metric;
  /** Options of the metric that differ from its defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Simulated data that can be drawn anew. */
  readonly dataset: Dataset;
  /** One of its regions. */
  readonly region: string;
  readonly settings?: Partial<CalibrationSettings>;
}

const defaultSettings: CalibrationSettings = {
  seed: 1,
  stimuli: 160,
  sites: 24,
  repeats: 50,
  simulations: 40,
  noiseModels: 400,
  power: { stimuli: [40, 80, 160, 320], sites: [2, 6, 24, 72], repeats: [1, 2, 5, 50] },
};

/**
 * Audits a metric on simulated recordings whose truth is known: whether the stage of the simulated
 * brain that made them is found and predicts all that noise allows, and whether models without any
 * relation to them score as chance does.
 *
 * Time is that of `20 x noiseModels` small scores and `stages x simulations x (1 + sizes / 2)` larger
 * ones; memory that of one simulation.
 *
 * @throws VentralError `OPTION_INVALID` for data whose truth is not known, an unknown region, or a
 *   metric that does not compare features
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function calibrateMetric(
  { metric, options, dataset, region, settings: asked }: CalibrationTask,
  context: RunContext,
): Promise<Calibration> {
  const settings = { ...defaultSettings, ...asked };
  const audited: AuditedMetric = { metric, options, signal: context.signal };
  requireFeatures(metric);
  const draw = drawFrom(dataset, region, context);
  const progress = (task: string) => (done: number, total: number) => {
    context.report({ task: `${metric.id}: ${task}`, done, total, unit: 'parts' });
    throwIfInterrupted(context.signal, `while ${task}, after ${done} of ${total}`);
  };
  const recovery = await recoverStage(audited, draw, settings, progress('finding the true stage'));
  const limits = await compareWithLimit(audited, draw, settings, progress('comparing with limits'));
  const noise = await testNoiseModels(audited, draw, settings, progress('testing noise'));
  const power = await measurePower(audited, draw, settings, progress('measuring power'));
  return {
    metric: recovery.metric,
    dataset: dataset.id,
    region,
    settings,
    stages: recovery.stages,
    trueStage: recovery.trueStage,
    checks: [...limits, recovery.check, ...noise.checks],
    pValues: noise.pValues,
    power,
  };
}

function requireFeatures({ id, source }: Metric): void {
  if (source === 'features') return;
  throw new VentralError(
    'OPTION_INVALID',
    `The metric '${id}' compares ${source === 'none' ? 'no model' : source}; features are audited.`,
    { hint: 'Audit a metric that compares features, such as pls (ventral list --kind metric).' },
  );
}

function drawFrom(dataset: Dataset, region: string, context: RunContext): Draw {
  const { id, regions } = dataset;
  if (dataset.simulate === undefined) {
    throw new VentralError('OPTION_INVALID', `The truth behind ${id} is not known.`, {
      hint: 'Audit on simulated data, such as SimulatedVentral.',
    });
  }
  if (!regions.includes(region)) {
    throw new VentralError('OPTION_INVALID', `${id} has no region '${region}'.`, {
      hint: `${didYouMean(region, regions)}Its regions are ${regions.join(', ')}.`,
    });
  }
  const simulate = dataset.simulate.bind(dataset);
  return async (size) => {
    const simulation = await simulate(size, context);
    return { simulation, recorded: simulation.regions[region] as SimulatedRecordings };
  };
}
