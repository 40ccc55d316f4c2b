import * as v from 'valibot';
import type { WordReadings } from './word-readings.ts';

/** Sets of words by name. */
const wordSets = ['all', 'not_sentence_first', 'unpunctuated', 'usual'] as const;

/** Name of a set of words. */
export type WordSet = (typeof wordSets)[number];

/** Option of which words are compared. */
export const wordsOption = (byDefault: WordSet) =>
  v.optional(
    v.pipe(
      v.picklist(wordSets),
      v.description(
        "Words compared: all; not_sentence_first; unpunctuated: without . , '; usual: letters only, frequency known, neither first nor last of a sentence.",
      ),
    ),
    byDefault,
  );

/**
 * The words of a set, as indices.
 *
 * @throws VentralError `SHAPE_MISMATCH` where the words lack a label that the set is told by
 */
export function selectWords(words: WordReadings, set: WordSet): readonly number[] {
  const isIn = membership(words, set);
  return [...words.ids.keys()].filter(isIn);
}

function membership(words: WordReadings, set: WordSet): (word: number) => boolean {
  switch (set) {
    case 'all':
      return () => true;
    case 'not_sentence_first': {
      const places = words.numbers('word_within_sentence_id');
      return (word) => places[word] !== 1;
    }
    case 'unpunctuated': {
      const written = words.labels('word');
      return (word) => !/[.,']/.test(String(written[word]));
    }
    case 'usual':
      return usualWords(words);
  }
}

function usualWords(words: WordReadings): (word: number) => boolean {
  const written = words.labels('word');
  const frequencies = words.numbers('log_frequency');
  const sentences = words.labels('sentence_id');
  const places = words.numbers('word_within_sentence_id');
  const lengths = new Map<unknown, number>();
  for (const [word, sentence] of sentences.entries()) {
    lengths.set(sentence, Math.max(lengths.get(sentence) ?? 0, places[word] as number));
  }
  return (word) =>
    places[word] !== 1 &&
    places[word] !== lengths.get(sentences[word]) &&
    /^[A-Za-z]+$/.test(String(written[word])) &&
    Number.isFinite(frequencies[word]);
}
