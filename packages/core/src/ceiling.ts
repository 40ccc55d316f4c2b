import { VentralError } from '@ventral/errors';
import type { CeilingConvention, RawScore, Score } from './score.ts';

/** What a model could reach at best, given the noise of the recordings. */
export interface Ceiling {
  readonly value: number;
  readonly error?: number;
  /** What a reader of a score under it should know, in full sentences. */
  readonly notes?: readonly string[];
}

/**
 * Relates a raw score `r` to its ceiling `c` by a named convention; the error is rescaled with the
 * value (first-order propagation of the error of `r`; that of `c` is kept beside it).
 *
 * - `raw`: `r`, with the ceiling beside it
 * - `r/c`: share of the ceiling reached (Brain-Score 2018)
 * - `(r/c)^2`: share of the explainable variance (Brain-Score 2019 to 2025)
 * - `r^2/c`: variance explained over the ceiling (Brain-Score since 2026)
 * - `r/sqrt(c)`: correlation with what is measured without noise (behaviour since 2018)
 *
 * Squares keep the sign of `r`: an anti-correlated model scores below zero, where Brain-Score's
 * own formula makes it positive.
 *
 * @throws VentralError `RESPONSES_INVALID` for a ceiling that is NaN, or, where the value is divided
 * by it, not above zero
 */
export function applyCeiling(
  raw: RawScore,
  ceiling: Ceiling,
  convention: CeilingConvention,
): Pick<Score, 'value' | 'error' | 'ceiling' | 'ceilingError' | 'ceilingConvention' | 'raw'> {
  const { value: r, error } = raw;
  const c = ceiling.value;
  if (Number.isNaN(c) || (c <= 0 && convention !== 'raw')) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The ceiling is ${c}: the recordings do not agree with themselves, so nothing can be related to it.`,
      { hint: 'Check the repetitions of the recordings, or score with the convention raw.' },
    );
  }
  const [value, slope] = {
    raw: [r, 1],
    'r/c': [r / c, 1 / c],
    '(r/c)^2': [Math.sign(r) * (r / c) ** 2, (2 * Math.abs(r)) / c ** 2],
    'r^2/c': [(Math.sign(r) * r ** 2) / c, (2 * Math.abs(r)) / c],
    'r/sqrt(c)': [r / Math.sqrt(c), 1 / Math.sqrt(c)],
  }[convention] as [number, number];
  return {
    value,
    ...(error === undefined ? {} : { error: error * slope }),
    ceiling: c,
    ...(ceiling.error === undefined ? {} : { ceilingError: ceiling.error }),
    ceilingConvention: convention,
    raw,
  };
}
