/**
 * The numbers behind scores: a matrix engine and regressions on it, statistics, cross-validation
 * splits, and NumPy's random numbers. Pure functions: nothing here writes to its inputs.
 *
 * @module
 */
export { type KFoldOptions, kFold, stratifiedKFold } from './k-fold.ts';
export { mean, standardError } from './mean.ts';
export { median } from './median.ts';
export { pearson, pearsonColumns, type Vector } from './pearson.ts';
export { RandomState } from './random-state.ts';
export { type ShuffleSplitOptions, shuffleSplit } from './shuffle-split.ts';
export { sortedUnique } from './sorted-unique.ts';
export { averageRanks, spearman } from './spearman.ts';
export { spearmanBrown } from './spearman-brown.ts';
export { digestSplits, type Split } from './split.ts';
export { stratifiedShuffleSplit } from './stratified-shuffle-split.ts';
export { type SplitSummary, summarizeSplits } from './summarize-splits.ts';
