import { type Ngrams, sentenceStart, unknownWord } from './ngrams.ts';
import { readTokens } from './tokens.ts';

/** A word of a text, as a model reads it. */
export interface ReadWord {
  /** As it is written. */
  readonly word: string;
  /** Index of its first character in the text. */
  readonly start: number;
  /** Absent where it is not known, and the model has no unknown word. */
  readonly id: number | undefined;
  /** The words before it in its sentence that the model still sees, the latest last. */
  readonly history: readonly number[];
}

/** Reads a text. A word that is not known is tried in small letters, and is the unknown word else. */
export function* readWords({ ids, levels }: Ngrams, text: string): Generator<ReadWord> {
  const start = ids.get(sentenceStart);
  let history: readonly number[] = [];
  for (const token of readTokens(text, (word) => ids.has(word))) {
    if (token.startsSentence) history = seen(start === undefined ? [] : [start]);
    const { word } = token;
    const id = ids.get(word) ?? ids.get(word.toLowerCase()) ?? ids.get(unknownWord);
    yield { word, start: token.start, id, history };
    history = id === undefined ? [] : seen([...history, id]);
  }

  function seen(words: readonly number[]): readonly number[] {
    return words.slice(Math.max(0, words.length - levels.length + 1));
  }
}
