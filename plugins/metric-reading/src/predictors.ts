import { createMatrix, type Matrix } from '@ventral/numerics';
import * as v from 'valibot';
import type { WordReadings } from './word-readings.ts';

/** Options of what readings are predicted from. */
export const predictorOptions = {
  spillover: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(10),
      v.description('How many words before a word predict how it is read as well.'),
    ),
    2,
  ),
  baseline: v.optional(
    v.pipe(
      v.picklist(['frequency+length', '(frequency+length+position)^2']),
      v.description(
        'Predictors without surprisal: frequency and length, also of the words before; or these and the place in the text with the products of every two, of the word itself.',
      ),
    ),
    'frequency+length',
  ),
};

/** How words are predicted. */
export interface PredictorSettings {
  readonly spillover: number;
  readonly baseline: 'frequency+length' | '(frequency+length+position)^2';
}

/** The words that have all predictors, and what these are. */
export interface WordPredictors {
  /** Indices of the words. */
  readonly words: readonly number[];
  /** `words x predictors`, without surprisal. */
  readonly baseline: Matrix;
  /** The same, with the surprisal of the word and of each before it, the nearest first, as its last columns. */
  readonly full: Matrix;
}

/**
 * Predictors of how each word is read: its own, and those of the words before it in the same text. Words that lack
 * any of them are left out: the first of a text, where words before count, and those beside a word of unknown
 * frequency or surprisal.
 *
 * @param selected the words to be predicted
 * @throws VentralError `SHAPE_MISMATCH` where words lack a label
 */
export function wordPredictors(
  words: WordReadings,
  selected: readonly number[],
  { spillover, baseline }: PredictorSettings,
): WordPredictors {
  const before = wordsBefore(words, spillover);
  const frequencies = words.numbers('log_frequency');
  const lengths = words.numbers('word_length');
  const isKnown = (word: number) =>
    Number.isFinite(frequencies[word]) &&
    Number.isFinite(lengths[word]) &&
    Number.isFinite(words.surprisals[word]);
  const rows = selected.flatMap((word) => {
    const read = [word, ...before(word)];
    return read.length === spillover + 1 && read.every(isKnown) ? [read] : [];
  });
  const valuesOf = (values: ArrayLike<number>, read: readonly number[]) =>
    read.map((word) => values[word] as number);
  const products = baseline === 'frequency+length' ? () => [] : placeAndProducts(words);
  const withoutSurprisal = rows.map((read) => [
    ...valuesOf(frequencies, read),
    ...valuesOf(lengths, read),
    ...products(read[0] as number),
  ]);
  return {
    words: rows.map(([word]) => word as number),
    baseline: matrixOf(withoutSurprisal),
    full: matrixOf(
      rows.map((read, row) => [
        ...(withoutSurprisal[row] as number[]),
        ...valuesOf(words.surprisals, read),
      ]),
    ),
  };
}

/** A word's place in its text, and the products of that, its frequency and its length, two by two. */
function placeAndProducts(words: WordReadings): (word: number) => readonly number[] {
  const [frequencies, lengths, places] = (
    ['log_frequency', 'word_length', 'word_within_text_id'] as const
  ).map(words.numbers) as [readonly number[], readonly number[], readonly number[]];
  return (word) => {
    const [frequency, length, place] = [frequencies, lengths, places].map(
      (values) => values[word] as number,
    ) as [number, number, number];
    return [place, frequency * length, frequency * place, length * place];
  };
}

/** Finds the words before a word in its text, the nearest first; fewer where the text begins, or one is not there. */
function wordsBefore(words: WordReadings, count: number): (word: number) => readonly number[] {
  if (count === 0) return () => [];
  const texts = words.labels('text_id');
  const places = words.numbers('word_within_text_id');
  const key = (text: unknown, place: number) => `${place} ${String(text)}`;
  const at = new Map(places.map((place, word) => [key(texts[word], place), word]));
  return (word) =>
    Array.from({ length: count }, (_, lag) =>
      at.get(key(texts[word], (places[word] as number) - lag - 1)),
    ).filter((found) => found !== undefined);
}

function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  return createMatrix([rows.length, rows[0]?.length ?? 0], Float64Array.from(rows.flat()));
}
