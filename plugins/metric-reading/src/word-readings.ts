import {
  type Assembly,
  type CoordinateValue,
  type FeatureMatrix,
  readOneColumn,
  readResponses,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** A label of words that readings can be compared by. */
type WordLabel =
  | 'text_id'
  | 'word_within_text_id'
  | 'sentence_id'
  | 'word_within_sentence_id'
  | 'word'
  | 'word_length'
  | 'log_frequency';

/** What a model says of each word of texts, and how people read it. */
export interface WordReadings {
  readonly ids: readonly string[];
  /** Of people, one a word: a time, or an amplitude. */
  readonly readings: Float64Array;
  /** Of the model, one a word; NaN where it says nothing of one. */
  readonly surprisals: Float64Array;
  /** @throws VentralError `SHAPE_MISMATCH` where words are not labelled so */
  labels(name: WordLabel): readonly CoordinateValue[];
  /** @throws VentralError `SHAPE_MISMATCH` for labels that are no numbers; NaN is none that is known */
  numbers(name: WordLabel): readonly number[];
  /** What a reader of the score should know. */
  readonly notes: readonly string[];
}

/** Option of what happens to words that the model says nothing of. */
export const missingOption = v.optional(
  v.pipe(
    v.picklist(['refuse', 'leave-out']),
    v.description(
      'Words whose surprisal is NaN: refuse them, or leave them out; scores of models that lack others do not compare.',
    ),
  ),
  'refuse',
);

/**
 * Matches one value a word with what was recorded of the same words.
 *
 * @param missing what happens to words whose value is NaN
 * @throws VentralError `SHAPE_MISMATCH` for several values a word, on either side
 * @throws VentralError `STIMULI_MISMATCH` unless both are about the same words
 * @throws VentralError `RESPONSES_INVALID` for a value that is infinite, or NaN where that is refused
 */
export async function readWords(
  source: FeatureMatrix,
  target: Assembly,
  missing: v.InferOutput<typeof missingOption>,
): Promise<WordReadings> {
  const { stimulusIds: ids, labels, neuroidIds, values } = readResponses(target);
  if (neuroidIds.length !== 1) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${neuroidIds.length} measures of each word cannot be compared at once: ${neuroidIds.slice(0, 5).join(', ')}.`,
      { hint: 'Give one of them: selectAlong(recordings, "neuroid", [0]) of @ventral/arrays.' },
    );
  }
  const surprisals = Float64Array.from(
    await readOneColumn(source, ids, 'Surprisal is one value a word'),
  );
  return {
    ids,
    readings: values,
    surprisals,
    labels: (name) => requireLabels(labels.get(name), name),
    numbers(name) {
      const found = requireLabels(labels.get(name), name);
      const other = found.findIndex((one) => typeof one !== 'number');
      if (other < 0) return found as readonly number[];
      throw new VentralError(
        'SHAPE_MISMATCH',
        `The ${name} of the word '${ids[other]}' is '${found[other]}', which is no number.`,
      );
    },
    notes: describeMissing(surprisals, ids, missing),
  };
}

function requireLabels(
  found: readonly CoordinateValue[] | undefined,
  name: WordLabel,
): readonly CoordinateValue[] {
  if (found !== undefined) return found;
  throw new VentralError('SHAPE_MISMATCH', `The recordings do not say the ${name} of each word.`, {
    hint: `Add the coordinate '${name}' to them, or choose options that do without it.`,
  });
}

function describeMissing(
  surprisals: Float64Array,
  ids: readonly string[],
  missing: 'refuse' | 'leave-out',
): readonly string[] {
  const unknown = ids.filter((_, word) => Number.isNaN(surprisals[word]));
  const infinite = surprisals.findIndex((one) => Math.abs(one) === Number.POSITIVE_INFINITY);
  if (infinite >= 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The surprisal of the word '${ids[infinite]}' is ${surprisals[infinite]}.`,
      { hint: 'A model that holds a word for impossible has to be smoothed before.' },
    );
  }
  if (unknown.length === 0) return [];
  const what = `${unknown.length} of ${ids.length} words have no surprisal (NaN), the first is '${unknown[0]}'`;
  if (missing === 'leave-out') return [`${what}; they were left out.`];
  throw new VentralError('RESPONSES_INVALID', `${what}.`, {
    hint: 'Give a value for every word; or score the others alone, with --option missing=leave-out.',
  });
}
