import { mean } from './mean.ts';
import { median } from './median.ts';
import { standardError } from './standard-error.ts';

/** One number for many neuroids and splits, and what it was made of. */
export interface SplitSummary {
  /** Mean of `perSplit`. */
  readonly value: number;
  /** Standard error of `perSplit`; see {@link standardError}. */
  readonly error: number;
  /** Median over neuroids, one a split. */
  readonly perSplit: readonly number[];
  /** Mean over splits, one a neuroid; `null` where no split defines it. */
  readonly perNeuroid: readonly (number | null)[];
}

/**
 * Summarizes values of neuroids in several splits as Brain-Score does: the median over neuroids,
 * then the mean over splits. NaN is skipped.
 *
 * Reference: Schrimpf et al. (2020), https://doi.org/10.1016/j.neuron.2020.07.040
 *
 * @param values one array a split, each with one value a neuroid
 */
export function summarizeSplits(values: readonly Float64Array[]): SplitSummary {
  const perSplit = values.map((neuroids) => median(neuroids));
  const perNeuroid = Array.from(values[0] ?? [], (_, neuroid) => {
    const average = mean(values.map((neuroids) => neuroids[neuroid] as number));
    return Number.isFinite(average) ? average : null;
  });
  return { value: mean(perSplit), error: standardError(perSplit), perSplit, perNeuroid };
}
