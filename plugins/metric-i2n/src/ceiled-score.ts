import type { Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { mean, standardDeviation } from '@ventral/numerics';

/**
 * Relates a behavioural score to its ceiling, half by half as Brain-Score does: the mean over the
 * splits of trials of `r / sqrt(ceiling)`, with its standard deviation (divided by n) as error.
 *
 * @param raw score of a behavioural metric
 * @param ceiling score of {@link trialConsistency} for the same signature and trials
 * @throws VentralError `SHAPE_MISMATCH` where the two are not about the same halves
 * @throws VentralError `RESPONSES_INVALID` for a ceiling that is not above zero
 */
export function ceiledScore(raw: Score, ceiling: Score): Score {
  const scores = raw.raw.perSplit ?? [];
  const ceilings = ceiling.raw.perSplit ?? [];
  if (scores.length === 0 || raw.splitsDigest !== ceiling.splitsDigest) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      'The score and its ceiling were measured on other halves of trials.',
      { hint: 'Measure both on the same trials with the same seed.' },
    );
  }
  const low = ceilings.find((value) => !(value > 0));
  if (low !== undefined) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The ceiling of one split of trials is ${low}: people do not agree with themselves, so ` +
        'nothing can be related to it.',
      { hint: 'Give more trials an image.' },
    );
  }
  const notes = [
    ...(raw.notes ?? []),
    ...(ceiling.notes ?? []).map((note) => `In the ceiling, ${note}`),
  ];
  const ceiled = scores.map((r, split) => r / Math.sqrt(ceilings[split] as number));
  return {
    ...raw,
    value: mean(ceiled),
    error: standardDeviation(ceiled),
    ceiling: ceiling.value,
    ...(ceiling.error === undefined ? {} : { ceilingError: ceiling.error }),
    ceilingConvention: 'r/sqrt(c)',
    ...(notes.length === 0 ? {} : { notes }),
  };
}
