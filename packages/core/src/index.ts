/**
 * The vocabulary of Ventral: data set, model, metric, benchmark and score; the plugin contract;
 * and what a run shares.
 *
 * @module
 */
export {
  type Benchmark,
  type BenchmarkDescription,
  type BenchmarkOptions,
  defineBenchmark,
} from './benchmark.ts';
export type { Candidate } from './candidate.ts';
export { applyCeiling, type Ceiling } from './ceiling.ts';
export { type Dataset, type DatasetDescription, defineDataset } from './dataset.ts';
export { describeIssues } from './describe-issues.ts';
export {
  type Manifest,
  type ManifestEntry,
  type ModelFileEntry,
  manifestSchema,
  parseManifest,
} from './manifest.ts';
export { defineMeanBenchmark, type MeanBenchmarkDescription, meanScore } from './mean-benchmark.ts';
export type { Memo } from './memo.ts';
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
export {
  defineNeuralBenchmark,
  type NeuralBenchmarkDescription,
  type NeuralData,
} from './neural-benchmark.ts';
export { oncePerRun } from './once-per-run.ts';
export type { FileHash, PinnedFile } from './pinned-file.ts';
export { apiVersion, type PluginDescription, type PluginKind, pluginKinds } from './plugin.ts';
export type { ReadonlyDeep } from './readonly-deep.ts';
export {
  type Device,
  devices,
  type ProgressEvent,
  type RunContext,
  throwIfInterrupted,
} from './run-context.ts';
export {
  type Baseline,
  type CeilingConvention,
  ceilingConventions,
  type RawScore,
  type Score,
  type Search,
  type SearchedConfiguration,
  scoreSchema,
  type UsedMetric,
} from './score.ts';
export type {
  ChoiceSimulation,
  ChoiceSimulationSettings,
  SimulatedRecordings,
  Simulation,
  SimulationSettings,
} from './simulation.ts';
