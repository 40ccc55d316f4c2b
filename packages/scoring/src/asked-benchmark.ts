import type { Benchmark, BenchmarkOptions, Metric, MetricSources } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { findPlugin, type InstalledPackage, loadPlugin, type PluginIndex } from '@ventral/host';
import type { ScoreRecord } from './record.ts';
import type { ScoreRequest } from './score-request.ts';

/** A benchmark, and how a request scores on it. */
export interface AskedBenchmark {
  readonly benchmark: Benchmark;
  readonly package: InstalledPackage;
  readonly options: BenchmarkOptions;
  /** What the record says of these options. */
  readonly inputs: Pick<
    ScoreRecord['inputs'],
    'metric' | 'metricOptions' | 'missingParts' | 'time'
  >;
  /** Of a metric other than the benchmark's own. */
  readonly metricPackages: readonly InstalledPackage[];
}

/**
 * Loads the benchmark that a request names, and the metric.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND`; `OPTION_INVALID` for a metric that does not compare a model
 */
export async function askedBenchmark(
  {
    benchmark: id,
    metric: metricId,
    metricOptions = {},
    missingParts = 'refuse',
    time,
  }: Pick<ScoreRequest, 'benchmark' | 'metric' | 'metricOptions' | 'missingParts' | 'time'>,
  plugins: PluginIndex,
): Promise<AskedBenchmark> {
  const benchmark = await loadPlugin(plugins, 'benchmark', id);
  const metric = metricId === undefined ? undefined : await loadMetric(metricId, plugins);
  return {
    benchmark,
    package: findPlugin(plugins, 'benchmark', id).package,
    options: { metricOptions, missingParts, ...(metric && { metric }), ...(time && { time }) },
    inputs: {
      ...(metric && { metric: metric.id }),
      metricOptions,
      missingParts,
      ...(time && { time }),
    },
    metricPackages: metricId === undefined ? [] : [findPlugin(plugins, 'metric', metricId).package],
  };
}

async function loadMetric(
  id: string,
  plugins: PluginIndex,
): Promise<Metric<object, keyof MetricSources>> {
  const metric = await loadPlugin(plugins, 'metric', id);
  if (metric.source !== 'none') return metric;
  throw new VentralError('OPTION_INVALID', `The metric '${id}' does not compare a model.`, {
    hint: 'Use one that does, such as pls or ridge (ventral list --kind metric).',
  });
}
