/**
 * Conformance suites for plugin authors: each call registers vitest tests of everything the plugin
 * contract asks of a plugin of that kind.
 *
 * @example
 * import { checkManifest, checkMetric } from '@ventral/testkit';
 * import * as plugin from '../src/index.ts';
 *
 * checkManifest(plugin);
 * checkMetric(plugin.overlap);
 *
 * @module
 */
export { type BenchmarkCheckOptions, checkBenchmark } from './check-benchmark.ts';
export { checkDataset, type DatasetCheckOptions } from './check-dataset.ts';
export { checkManifest } from './check-manifest.ts';
export { checkMetric, type MetricCheckOptions, type MetricExamples } from './check-metric.ts';
export { checkModel, type ModelCheckOptions } from './check-model.ts';
export { checkPlugin } from './check-plugin.ts';
export type { MetricExample } from './made-example.ts';
