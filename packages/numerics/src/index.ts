/**
 * The numbers behind scores: a matrix engine and regressions on it, statistics, cross-validation
 * splits, and NumPy's random numbers. Pure functions: nothing here writes to its inputs.
 *
 * @module
 */

export { type ClassProbabilities, classProbabilities } from './class-probabilities.ts';
export {
  type ColumnBlock,
  type ColumnBlockOptions,
  invalidFeature,
  readColumnBlocks,
} from './column-blocks.ts';
export { compareParts, type PartsComparison } from './compare-parts.ts';
export { correlateFeatures } from './correlate-features.ts';
export { countedMean } from './counted-mean.ts';
export { createCountedMedian } from './counted-median.ts';
export { correlationDistances, upperTriangle } from './dissimilarity.ts';
export { euclideanDistances } from './euclidean-distances.ts';
export { centeredGram } from './gram-matrix.ts';
export { type GroupedValues, groupValues } from './group-values.ts';
export { groupKFold, type KFoldOptions, kFold, stratifiedKFold } from './k-fold.ts';
export { fitLinearMapping, type LinearMapping, type LinearPrediction } from './linear-mapping.ts';
export {
  fitLogisticRegression,
  type LogisticRegression,
  type LogisticRegressionOptions,
} from './logistic-regression.ts';
export { createMatrix, type Matrix, principalSubmatrix, selectRows } from './matrix.ts';
export { disposeMatrixEngine, multiply } from './matrix-engine.ts';
export { mean } from './mean.ts';
export { median } from './median.ts';
export { predictNeuronToNeuron } from './neuron-to-neuron.ts';
export { normalQuantile } from './normal-distribution.ts';
export { openThreads, type Threads } from './open-threads.ts';
export { type PartsOptions, partsOptions } from './parts-options.ts';
export {
  type DirectionBlock,
  fitPrincipalComponents,
  type PcaOptions,
  type PrincipalComponents,
} from './pca.ts';
export { pearson, pearsonColumns, type Vector } from './pearson.ts';
export { type PlsOptions, predictPls } from './pls.ts';
export { PoissonDistribution, poissonCounts } from './poisson-distribution.ts';
export { type Predictors, preparePredictors } from './predictors.ts';
export { RandomState } from './random-state.ts';
export { type RankedMatrix, rankMatrix, rankPart } from './ranked-matrix.ts';
export {
  type CorrelatedSplit,
  type DrawnCounts,
  type ReplicatedScore,
  resampleCorrelations,
} from './resample-correlations.ts';
export { type ResampledUnits, ResamplingPlan, replicateCount } from './resampling-plan.ts';
export { predictRidge, type RidgeOptions } from './ridge.ts';
export {
  brainScoreAlphas,
  type CrossValidatedRidge,
  type CrossValidatedRidgeOptions,
  predictCrossValidatedRidge,
} from './ridge-cross-validated.ts';
export { type RunOptions, yieldToEvents } from './run-options.ts';
export { type ShuffleSplitOptions, shuffleSplit } from './shuffle-split.ts';
export type { ProductOptions } from './small-product.ts';
export { sortedUnique } from './sorted-unique.ts';
export { averageRanks, spearman } from './spearman.ts';
export { spearmanBrown } from './spearman-brown.ts';
export { digestSplits, type Split } from './split.ts';
export {
  countSchema,
  fractionOption,
  splitsOption,
  stratificationOption,
} from './split-options.ts';
export { type StimulusSplitting, splitStimuli } from './split-stimuli.ts';
export { standardDeviation } from './standard-deviation.ts';
export { standardError } from './standard-error.ts';
export { stratifiedShuffleSplit } from './stratified-shuffle-split.ts';
export { type SplitSummary, summarizeSplits } from './summarize-splits.ts';
export { type ThreadFunction, threadFunction } from './thread-function.ts';
export { changesOver, lessMean, MeanOverTime, shuffleTime } from './time-aspect.ts';
export { openWebAssembly, reserveMemory, type WebAssemblyMemory } from './web-assembly.ts';
