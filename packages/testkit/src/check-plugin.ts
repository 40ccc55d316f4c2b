import type { Benchmark, Dataset, Metric, MetricSources, Model } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { checkBenchmark } from './check-benchmark.ts';
import { checkDataset } from './check-dataset.ts';
import { checkMetric } from './check-metric.ts';
import { checkModel } from './check-model.ts';
import { metricFormRules } from './metric-rules.ts';
import { registerRules } from './rules.ts';

/**
 * Registers the conformance tests of a plugin of any kind, as far as they go with nothing but the
 * plugin. No data is read: a model is opened, a benchmark without files is scored, a metric on
 * features is tried on made-up recordings. What else a metric compares, it alone knows; there its
 * form is checked.
 */
export function checkPlugin(
  plugin: Dataset | Model | Metric<object, keyof MetricSources> | Benchmark,
): void {
  if (plugin.kind === 'dataset') checkDataset(plugin);
  else if (plugin.kind === 'model') checkModel(plugin);
  else if (plugin.kind === 'benchmark') {
    checkBenchmark(plugin, plugin.files.length === 0 ? { context: createRunContext() } : {});
  } else if (plugin.source === 'features') checkMetric(plugin);
  else registerRules(plugin.id, metricFormRules, { plugin });
}
