import {
  type Dataset,
  type Metric,
  type MetricSources,
  type RunContext,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { AuditedMetric } from './audited-metric.ts';
import type { Calibration, CalibrationSettings } from './calibration.ts';
import { choicesSubject } from './choices-subject.ts';
import { compareWithLimit } from './compare-with-limit.ts';
import { measurePower } from './measure-power.ts';
import { recordingsSubject } from './recordings-subject.ts';
import { recoverGenerator } from './recover-generator.ts';
import type { AuditedSource, Subject } from './subject.ts';
import { testNoiseModels } from './test-noise-models.ts';

/** A metric of any kind of source. */
export type AnyMetric = {
  [Source in keyof MetricSources]: Metric<object, Source>;
}[keyof MetricSources];

/** What is audited, and on what. */
export interface CalibrationTask {
  readonly metric: AnyMetric;
  /** Options of the metric that differ from its defaults. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Simulated data that can be drawn anew. */
  readonly dataset: Dataset;
  /**
   * One of its regions; or `behavior`, for a metric that compares probabilities of choices.
   * @default its first region, or `behavior`
   */
  readonly region?: string | undefined;
  /** @default depends on what the metric compares: see the README */
  readonly settings?: Partial<CalibrationSettings>;
}

// Whatever is audited; sizes are those of its data.
const defaultSettings = { seed: 1, simulations: 40, noiseModels: 400 };
// Beyond what anyone waits for, and keeps results of.
const mostOf = { simulations: 10_000, noiseModels: 100_000 };

/**
 * Audits a metric on simulated data whose truth is known: whether what made the data, a stage of a
 * simulated brain or an observer, is found and reaches all that noise allows, and whether models
 * without any relation to them score as chance does.
 *
 * Time is that of `20 x noiseModels` small scores and `generators x simulations x (1 + sizes / 2)` larger
 * ones; memory that of one simulation.
 *
 * @throws VentralError `OPTION_INVALID` for data whose truth is not known, an unknown region, or a
 *   metric that compares neither features nor probabilities
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function calibrateMetric(
  { metric, options, dataset, region, settings = {} }: CalibrationTask,
  context: RunContext,
): Promise<Calibration> {
  const { signal } = context;
  switch (metric.source) {
    case 'features': {
      const subject = recordingsSubject(dataset, region ?? String(dataset.regions[0]), context);
      return audit({ metric, options, signal }, subject, dataset, settings, context);
    }
    case 'probabilities': {
      if (region !== undefined && region !== 'behavior') throw notOf(metric.id, region);
      const subject = choicesSubject(dataset, context);
      return audit({ metric, options, signal }, subject, dataset, settings, context);
    }
    default:
      throw notAudited(metric);
  }
}

async function audit<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  subject: Subject<Source>,
  dataset: Dataset,
  asked: Partial<CalibrationSettings>,
  context: RunContext,
): Promise<Calibration> {
  const settings = { ...defaultSettings, ...subject.sizes, ...asked };
  for (const name of ['simulations', 'noiseModels'] as const) {
    const count = settings[name];
    if (Number.isInteger(count) && count >= 1 && count <= mostOf[name]) continue;
    throw new VentralError('OPTION_INVALID', `An audit cannot take ${count} ${name}.`, {
      hint: `Give a whole number from 1 to ${mostOf[name]}.`,
    });
  }
  const { id } = audited.metric;
  const progress = (task: string) => (done: number, total: number) => {
    context.report({ task: `${id}: ${task}`, done, total, unit: 'parts' });
    throwIfInterrupted(context.signal, `while ${task}, after ${done} of ${total}`);
  };
  const recovery = await recoverGenerator(
    audited,
    subject,
    settings,
    progress('finding what made the data'),
  );
  const limits = await compareWithLimit(
    audited,
    subject,
    settings,
    progress('comparing with limits'),
  );
  const noise = await testNoiseModels(audited, subject, settings, progress('testing noise'));
  const power = await measurePower(audited, subject, settings, progress('measuring power'));
  return {
    metric: recovery.metric,
    dataset: dataset.id,
    region: subject.region,
    settings,
    generators: recovery.generators,
    trueGenerator: recovery.trueGenerator,
    checks: [...limits, recovery.check, ...noise.checks],
    pValues: noise.pValues,
    power,
  };
}

function notAudited({ id, source }: AnyMetric): VentralError {
  return new VentralError(
    'OPTION_INVALID',
    `The metric '${id}' compares ${source === 'none' ? 'no model' : source}; features and ` +
      'probabilities are audited.',
    { hint: 'Audit another metric, such as pls or i2n (ventral list --kind metric).' },
  );
}

function notOf(metric: string, region: string): VentralError {
  return new VentralError(
    'OPTION_INVALID',
    `The metric '${metric}' compares choices; ${region} makes none.`,
    { hint: 'Leave the region out.' },
  );
}
