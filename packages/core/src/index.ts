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
export {
  type Candidate,
  featureFileCandidate,
  type ModelCandidateSettings,
  modelCandidate,
} from './candidate.ts';
export { type Catalog, type CatalogEntry, catalogSchema, parseCatalog } from './catalog.ts';
export { applyCeiling, type Ceiling } from './ceiling.ts';
export { type Dataset, type DatasetDescription, defineDataset } from './dataset.ts';
export { describeIssues } from './describe-issues.ts';
export { type FeatureFile, openFeatureFile, readNpyFile } from './feature-file.ts';
export { formatBytes } from './format-bytes.ts';
export { layersOfChoice } from './layer-choice.ts';
export { type CommittedLayer, type LayerMap, parseLayerMap } from './layer-map.ts';
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
export {
  addressOf,
  discoverPlugins,
  findPlugin,
  type InstalledModelFile,
  type InstalledPlugin,
  importExport,
  loadPlugin,
  type PluginIndex,
  type PluginOfKind,
} from './plugin-index.ts';
export {
  findInstalled,
  findProject,
  type InstalledPackage,
  type PackageJson,
} from './project.ts';
export { recordActivations } from './record-activations.ts';
export {
  createRunContext,
  type Device,
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
  type UsedMetric,
} from './score.ts';
export type {
  ChoiceSimulation,
  ChoiceSimulationSettings,
  SimulatedRecordings,
  Simulation,
  SimulationSettings,
} from './simulation.ts';
export { explainWriteError, writing } from './write-error.ts';
