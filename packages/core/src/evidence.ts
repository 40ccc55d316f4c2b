import { VentralError } from '@ventral/errors';
import { type Matrix, mean, median, standardError } from '@ventral/numerics';
import type { Resampling } from './resampling.ts';
import type { RawScore, Score } from './score.ts';

/** What was predicted in one split of the stimuli. */
export interface Prediction {
  /** The stimuli that were predicted: rows of the responses. */
  readonly stimuli: readonly number[];
  /** `stimuli x neuroids`; a column of NaN where a neuroid cannot be predicted. */
  readonly values: Matrix;
}

/**
 * What a metric found, for core to make a score of: one number, or one for each split, neuroid or
 * subject; NaN where it is undefined for a neuroid or subject.
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
  /** Every one has to be defined. */
  readonly perSplit?: readonly number[];
  readonly perNeuroid?: ArrayLike<number | null>;
  readonly perSubject?: Readonly<Record<string, number>>;
  /**
   * What was predicted of the responses, for a metric that compares them: `perSplit` is the median over
   * neuroids of its correlations with them, unless it is given, and `perNeuroid` their mean over splits.
   * Stimuli and neuroids are drawn again from them.
   */
  readonly predictions?: readonly Prediction[];
  /**
   * How the score can be drawn again; or, in a sentence, why not.
   * @default from `predictions`; from `perSubject` or `perNeuroid` where the score is made of nothing else
   */
  readonly resampling?: Resampling | string;
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
 * @throws VentralError `RESPONSES_INVALID` where it, or its value in a split, would be no finite number
 */
export function scoreEvidence(evidence: Evidence, id: string, better: Score['better']): Score {
  const { perSplit = [], perNeuroid, perSubject, splitsDigest, notes = [], extras = {} } = evidence;
  const summary = evidence.value === undefined ? summarize(evidence) : evidence;
  const { value = Number.NaN, error } = summary;
  const undefinedSplit = perSplit.findIndex((one) => !Number.isFinite(one));
  if (undefinedSplit >= 0) {
    const split = `split ${undefinedSplit + 1} of ${perSplit.length}`;
    throw noScore(`The score by '${id}' is ${perSplit[undefinedSplit]} in ${split}.`);
  }
  if (!Number.isFinite(value)) throw noScore(`The score by '${id}' would be ${value}.`);
  const number = { value, ...(error === undefined ? {} : { error }) };
  const raw: RawScore = {
    ...number,
    ...(perSplit.length > 0 && { perSplit }),
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

function noScore(what: string): VentralError {
  return new VentralError('RESPONSES_INVALID', what, {
    hint:
      'Check that features and responses vary over the stimuli (a layer may be silent), in every ' +
      'split, and that both are in usual units.',
  });
}

function nullWhereUndefined(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
