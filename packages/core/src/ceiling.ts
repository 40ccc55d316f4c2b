import { VentralError } from '@ventral/errors';
import { mean, standardDeviation } from '@ventral/numerics';
import type { CeilingConvention, RawScore, Score, Uncertainty } from './score.ts';

/** What a model could reach at best, given the noise of the recordings. */
export interface Ceiling {
  readonly value: number;
  readonly error?: number;
  readonly uncertainty?: Uncertainty;
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
  if (Number.isNaN(c) || (c <= 0 && convention !== 'raw')) throw noAgreement(`ceiling is ${c}`);
  const [value, slope] = relate(r, c, convention);
  return {
    value,
    ...(error === undefined ? {} : { error: error * slope }),
    ceiling: c,
    ...(ceiling.error === undefined ? {} : { ceilingError: ceiling.error }),
    ceilingConvention: convention,
    raw,
  };
}

/**
 * Relates a score to its ceiling split by split, as Brain-Score does of behaviour: the mean over
 * splits, with its standard deviation (divided by n) as error.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the two are not about the same splits
 * @throws VentralError `RESPONSES_INVALID` for a ceiling that is not above zero
 */
export function applyCeilingBySplit(
  score: Score,
  ceiling: Score,
  convention: CeilingConvention,
): Pick<Score, 'value' | 'error' | 'ceiling' | 'ceilingError' | 'ceilingConvention'> {
  const scores = score.raw.perSplit ?? [];
  const ceilings = ceiling.raw.perSplit ?? [];
  if (scores.length === 0 || score.splitsDigest !== ceiling.splitsDigest) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      'The score and its ceiling were measured on other splits.',
      { hint: 'Measure both on the same trials with the same seed.' },
    );
  }
  const low = ceilings.find((value) => !(value > 0));
  if (low !== undefined) throw noAgreement(`ceiling of one split is ${low}`);
  const values = scores.map((r, split) => relate(r, ceilings[split] as number, convention)[0]);
  return {
    value: mean(values),
    error: standardDeviation(values),
    ceiling: ceiling.value,
    ...(ceiling.error === undefined ? {} : { ceilingError: ceiling.error }),
    ceilingConvention: convention,
  };
}

/** The value under a convention, and how fast it grows with `r`. */
export function relate(
  r: number,
  c: number,
  convention: CeilingConvention,
): readonly [value: number, slope: number] {
  switch (convention) {
    case 'raw':
      return [r, 1];
    case 'r/c':
      return [r / c, 1 / c];
    case '(r/c)^2':
      return [Math.sign(r) * (r / c) ** 2, (2 * Math.abs(r)) / c ** 2];
    case 'r^2/c':
      return [(Math.sign(r) * r ** 2) / c, (2 * Math.abs(r)) / c];
    case 'r/sqrt(c)':
      return [r / Math.sqrt(c), 1 / Math.sqrt(c)];
  }
}

function noAgreement(what: string): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `The ${what}: the data do not agree with themselves, so nothing can be related to them.`,
    { hint: 'Give more repetitions or trials, or score with the convention raw.' },
  );
}
