/**
 * The vocabulary of Ventral: data set, model, metric, benchmark and score; the plugin contract;
 * what a run shares; and the record a score leaves behind.
 *
 * @module
 */
export { type Benchmark, type BenchmarkDescription, defineBenchmark } from './benchmark.ts';
export type { Candidate } from './candidate.ts';
export { type Dataset, type DatasetDescription, defineDataset } from './dataset.ts';
export {
  defineMetric,
  type Metric,
  type MetricContext,
  type MetricDescription,
  type MetricSources,
} from './metric.ts';
export {
  type ActivationBatch,
  defineModel,
  type Layer,
  type Model,
  type ModelDescription,
  type OpenModel,
} from './model.ts';
export type { FileHash, PinnedFile } from './pinned-file.ts';
export { apiVersion, type PluginDescription, type PluginKind, pluginKinds } from './plugin.ts';
export {
  createRunContext,
  type Device,
  type ProgressEvent,
  type RunContext,
} from './run-context.ts';
export type { CeilingConvention, RawScore, Score } from './score.ts';
