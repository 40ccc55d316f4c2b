import { isVentralError } from '@ventral/errors';
import { type RankInterval, rankIntervals } from '@ventral/statistics';

/** The scores of one benchmark that were drawn by one plan. */
export interface ColumnReplicates {
  /** One a model. */
  readonly values: readonly number[];
  /** Of each model, in the same order. */
  readonly replicates: readonly Float32Array[];
  readonly better: 'higher' | 'lower';
}

/** The bands of all models, which hold at once at 95 %; or, in a sentence, why there are none. */
export type ColumnBands = readonly RankInterval[] | string;

/** Bands of ranks of one benchmark. */
export function rankColumn({ values, replicates, better }: ColumnReplicates): ColumnBands {
  try {
    return rankIntervals(values, { replicates }, { better, simultaneous: true });
  } catch (error) {
    if (isVentralError(error)) return error.message;
    throw error;
  }
}
