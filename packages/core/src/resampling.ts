import {
  type CorrelatedSplit,
  type ResampledUnits,
  type ResamplingPlan,
  resampleCorrelations,
} from '@ventral/numerics';
import type { MetricRun } from './metric-run.ts';

/** How a score follows from what was drawn, so that it can be drawn again: what its interval is made of. */
export interface Resampling {
  /**
   * What is drawn, by axis: `stimuli` and `neuroids`; `subjects`, `trials`, `triplets`. An axis of one unit is not
   * drawn: it is fixed, and so are all that are not named.
   */
  readonly units: Readonly<Record<string, ResampledUnits>>;
  /**
   * The score in each replicate of a plan over these units, for each axis drawn alone; and, where there are
   * several, for `all` of them drawn at once, unless that is too dear. NaN where it is undefined. Nothing is
   * fitted again.
   */
  replicate(plan: ResamplingPlan, run: MetricRun): Promise<Readonly<Record<string, Float64Array>>>;
  /**
   * Whether the score is a correlation, from -1 to 1: its interval then is one of Fisher's z.
   * @default false
   */
  readonly isCorrelation?: boolean;
  /**
   * Whether the score is above 0, and compared by ratios, as a perplexity is: its interval then is one of its
   * logarithm.
   * @default false
   */
  readonly isRatio?: boolean;
}

/** Correlations over stimuli of the columns of splits: predictions and responses, or two halves. */
export interface ResampledCorrelations {
  readonly splits: readonly CorrelatedSplit[];
  /** Of the stimuli that rows are indices of. */
  readonly stimulusIds: readonly (string | number | boolean)[];
  /**
   * Of all neuroids, those left out of the columns included: the same ones are drawn for every model.
   * @default columns are no neuroids, and are fixed
   */
  readonly neuroidIds?: readonly (string | number | boolean)[];
  /**
   * Of each column, its index among them.
   * @default the columns are all neuroids
   */
  readonly columns?: readonly number[];
  /**
   * What is made of each correlation.
   * @default nothing
   */
  readonly transform?: (r: number) => number;
}

/** Draws stimuli and neuroids of a score that is the median of correlations, on average over splits. */
export function correlationResampling({
  splits,
  stimulusIds,
  neuroidIds,
  columns,
  transform,
}: ResampledCorrelations): Resampling {
  return {
    units: {
      stimuli: { ids: stimulusIds.map(String) },
      ...(neuroidIds && { neuroids: { ids: neuroidIds.map(String) } }),
    },
    isCorrelation: true,
    async replicate(plan, { signal }) {
      const stimuli = plan.counts('stimuli');
      const neuroids = neuroidIds && plan.counts('neuroids');
      const options = { ...(signal && { signal }), ...(transform && { transform }) };
      return { ...(await resampleCorrelations(splits, { stimuli, neuroids, columns }, options)) };
    },
  };
}

/**
 * Draws units that have a value each, such as subjects.
 *
 * @param axis what they are
 * @param summarize makes the score of values that count several times, or not at all; undefined values
 *   are NaN
 */
export function unitResampling(
  axis: string,
  ids: readonly string[],
  values: ArrayLike<number>,
  summarize: (values: ArrayLike<number>, counts: Uint8Array) => number,
): Resampling {
  return {
    units: { [axis]: { ids } },
    async replicate(plan) {
      const { shape, values: counts } = plan.counts(axis);
      const [replicates, size] = shape;
      return {
        [axis]: Float64Array.from({ length: replicates }, (_, replicate) =>
          summarize(values, counts.subarray(replicate * size, (replicate + 1) * size)),
        ),
      };
    },
  };
}
