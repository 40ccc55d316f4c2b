/**
 * How sure a score is: replicates of scores, paired comparisons, corrections for many tests, rank
 * intervals. Pure functions on numbers, which run in a browser as they are.
 *
 * @module
 */

export { benjaminiHochberg, holm } from './adjusted-p.ts';
export { correctedResampledT, type ResampledT } from './corrected-resampled-t.ts';
export {
  type CorrelationInterval,
  correlationInterval,
  fisherInterval,
} from './correlation-interval.ts';
export { type DualBootstrap, dualVariance } from './dual-bootstrap.ts';
export { jackknifeError } from './jackknife-error.ts';
export { jointReplicates } from './joint-replicates.ts';
export { type MeanInterval, meanInterval } from './mean-interval.ts';
export { medianInterval } from './median-interval.ts';
export type { JointVariation } from './model-pairs.ts';
export {
  comparePaired,
  compareReplicates,
  type PairedComparison,
} from './paired-comparison.ts';
export {
  type RankBands,
  type RankInterval,
  type RankOptions,
  rankBands,
  rankIntervals,
  tiedWithBest,
} from './rank-intervals.ts';
export { decodeReplicates, encodeReplicates } from './replicates.ts';
export {
  replicatesOf,
  type ScoreReplicates,
  type ScoreUncertainty,
  type UncertainScore,
} from './score-replicates.ts';
export { type SignFlips, signFlipTest } from './sign-flip-test.ts';
export { twoSidedP, twoSidedQuantile } from './student-t.ts';
