import { type Assembly, createAssembly, type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import golden from './fixtures/readings.json' with { type: 'json' };

/** A made-up word. */
export type MadeWord = (typeof golden.words)[number];

/** Recordings of made-up words, with every coordinate that the metrics know. */
export function readingsOf(words: readonly MadeWord[]): Assembly {
  const label = <Value extends string | number>(read: (word: MadeWord) => Value) => ({
    dim: 'presentation',
    values: words.map(read),
  });
  return createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [words.length, 1],
    values: Float64Array.from(words, ({ reading }) => reading),
    coords: {
      stimulus_id: label(idOf),
      text_id: label(({ text }) => text),
      word_within_text_id: label(({ zone }) => zone),
      sentence_id: label(({ sentence }) => sentence),
      word_within_sentence_id: label(({ place }) => place),
      word: label(({ word }) => word),
      word_length: label(({ length }) => length),
      log_frequency: label(({ frequency }) => frequency ?? Number.NaN),
      neuroid_id: { dim: 'neuroid', values: ['reading_time'] },
    },
  });
}

/** The surprisals of made-up words. */
export function surprisalsOf(
  words: readonly MadeWord[],
  read: (word: MadeWord, index: number) => number = ({ surprisal }) => surprisal,
): FeatureMatrix {
  return featureMatrix(Float64Array.from(words, read), words.map(idOf));
}

function idOf({ text, zone }: MadeWord): string {
  return `${text}.${zone}`;
}
