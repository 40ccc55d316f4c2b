import { VentralError } from '@ventral/errors';
import { mean, median, standardError } from '@ventral/numerics';
import type { RawScore, Score } from './score.ts';

/**
 * What a metric found, for core to make a score of: one number, or one for each split, neuroid or
 * subject, NaN where it is undefined.
 */
export interface Evidence {
  /**
   * The number that the score is.
   * @default the mean of `perSplit`, else the median of `perNeuroid`, else the mean of `perSubject`
   */
  readonly value?: number;
  /**
   * In the units of `value`.
   * @default where `value` is left out as well: the standard error over splits or subjects
   */
  readonly error?: number;
  readonly perSplit?: readonly number[];
  readonly perNeuroid?: ArrayLike<number | null>;
  readonly perSubject?: Readonly<Record<string, number>>;
  /** sha256 over the splits, so that two scores can be seen to share them. */
  readonly splitsDigest?: string;
  /** What a reader of the score should know, in full sentences. */
  readonly notes?: readonly string[];
  /** What only this metric has to say, plain JSON; kept with the score under the metric's id. */
  readonly extras?: Readonly<Record<string, unknown>>;
}

/**
 * The score that evidence makes.
 *
 * @throws VentralError `RESPONSES_INVALID` where it would be no finite number
 */
export function scoreEvidence(evidence: Evidence, id: string, better: Score['better']): Score {
  const { perSplit, perNeuroid, perSubject, splitsDigest, notes = [], extras = {} } = evidence;
  const summary = evidence.value === undefined ? summarize(evidence) : evidence;
  const { value = Number.NaN, error } = summary;
  if (!Number.isFinite(value)) {
    throw new VentralError('RESPONSES_INVALID', `The score by '${id}' would be ${value}.`, {
      hint: 'Check that features and responses vary over the stimuli, and that both are in usual units.',
    });
  }
  const number = { value, ...(error === undefined ? {} : { error }) };
  const raw: RawScore = {
    ...number,
    ...(perSplit && { perSplit }),
    ...(perNeuroid && { perNeuroid: Array.from(perNeuroid, nullWhereUndefined) }),
    ...(perSubject && {
      perSubject: Object.fromEntries(
        Object.entries(perSubject).map(([name, one]) => [name, nullWhereUndefined(one)]),
      ),
    }),
  };
  return {
    ...number,
    better,
    raw,
    ...(Object.keys(extras).length > 0 && { extras: { [id]: extras } }),
    ...(notes.length > 0 && { notes }),
    ...(splitsDigest === undefined ? {} : { splitsDigest }),
  };
}

function summarize({ perSplit, perNeuroid, perSubject }: Evidence): Pick<Score, 'value' | 'error'> {
  if (perSplit === undefined && perNeuroid !== undefined) {
    return { value: median(Array.from(perNeuroid, (one) => one ?? Number.NaN)) };
  }
  const values = perSplit ?? Object.values(perSubject ?? {});
  // One value says nothing about how much values differ.
  return { value: mean(values), ...(values.length > 1 && { error: standardError(values) }) };
}

function nullWhereUndefined(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
