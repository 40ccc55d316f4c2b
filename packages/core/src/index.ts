/**
 * The vocabulary of Ventral: data set, model, metric, benchmark and score; the plugin contract;
 * and what a run shares.
 *
 * @module
 */
export {
  type BehavioralBenchmarkDescription,
  type BehavioralData,
  defineBehavioralBenchmark,
} from './behavioral-benchmark.ts';
export {
  type Benchmark,
  type BenchmarkDescription,
  type BenchmarkOptions,
  defineBenchmark,
  requireSeesTime,
} from './benchmark.ts';
export type { Candidate } from './candidate.ts';
export { ceiledUncertainty } from './ceiled-uncertainty.ts';
export { applyCeiling, applyCeilingBySplit, type Ceiling } from './ceiling.ts';
export type { Classifier, ClassSlopes, SeenPart } from './classifier.ts';
export {
  type Dataset,
  type DatasetDescription,
  type DatasetFiles,
  defineDataset,
  type PartedDatasetDescription,
} from './dataset.ts';
export { describeIssues } from './describe-issues.ts';
export type { Evidence, Prediction } from './evidence.ts';
export type { ImageGradient, ImageResponse, ImageSlopes } from './image-gradient.ts';
export type { ImportanceData } from './importance-data.ts';
export type { LabelledImages } from './labelled-images.ts';
export {
  type FrontEndEntry,
  type Manifest,
  type ManifestEntry,
  type ModelFileEntry,
  manifestSchema,
  type NetworkEntry,
  parseManifest,
} from './manifest.ts';
export { expandFamily, type FamilyMember, type PluginFamily } from './manifest-family.ts';
export { defineMeanBenchmark, type MeanBenchmarkDescription, meanScore } from './mean-benchmark.ts';
export type { Memo } from './memo.ts';
export {
  defineMetric,
  type MatchedData,
  type Metric,
  type MetricDescription,
  type MetricSources,
  type TargetMetricDescription,
} from './metric.ts';
export type { MetricContext, MetricRun } from './metric-run.ts';
export {
  type ActivationBatch,
  defineModel,
  type Layer,
  type LayerWindow,
  type Model,
  type ModelDescription,
  type OpenModel,
  type OperatorPlace,
  type UnusableLayer,
} from './model.ts';
export type { ModelFileOptions, OpenModelFile } from './model-file.ts';
export type { NetworkAnatomy } from './network-anatomy.ts';
export { defineNeuralBenchmark, type NeuralBenchmarkDescription } from './neural-benchmark.ts';
export type { NeuralData, Recordings, RegionalData, WindowRecordings } from './neural-data.ts';
export type { ModelNoise, NoiseDraw } from './noise-draw.ts';
export { oncePerRun } from './once-per-run.ts';
export type { FileHash, PinnedFile } from './pinned-file.ts';
export { apiVersion, type PluginDescription, type PluginKind, pluginKinds } from './plugin.ts';
export { type Measured, predictedEvidence } from './predicted-evidence.ts';
export { type ObjectChoices, readOutChoices } from './read-out-choices.ts';
export type { ReadonlyDeep } from './readonly-deep.ts';
export type {
  LinearReadout,
  ReadoutGradient,
  ReadoutSlopes,
  ResponseAim,
} from './readout-gradient.ts';
export {
  correlationResampling,
  type ResampledCorrelations,
  type Resampling,
  unitResampling,
} from './resampling.ts';
export type { RespondingDataset } from './responding-dataset.ts';
export {
  type Device,
  devices,
  type ProgressEvent,
  type RunContext,
  type SharedFiles,
  throwIfInterrupted,
} from './run-context.ts';
export {
  type CeilingConvention,
  ceilingConventions,
  type RawScore,
  type Score,
  type ScoredBin,
  scoreSchema,
  type TimeAspect,
  type TimeCourse,
  timeAspects,
  type Uncertainty,
  type UsedMetric,
} from './score.ts';
export { requireStimulusKind, stimulusNoun } from './stimulus-kind.ts';
export { withoutReplicates } from './uncertainty.ts';
export type { WordPredictor } from './word-predictor.ts';
