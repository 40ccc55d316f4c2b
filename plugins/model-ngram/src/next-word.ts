import {
  keyParts,
  type Ngrams,
  placeOf,
  sentenceEnd,
  sentenceStart,
  unknownWord,
} from './ngrams.ts';
import { readWords } from './read-words.ts';

/** A word that was seen after a context, with log10 of its probability there. */
interface Successor {
  readonly word: number;
  readonly log: number;
}

/**
 * Makes a model ready to say which word is the likeliest after a text: one of its words, no mark of a sentence and not
 * the unknown word. Memory grows with the number of n-grams.
 */
export function createNextWord(model: Ngrams): (text: string) => string {
  const { words, ids, levels } = model;
  const noWords = new Set([sentenceStart, sentenceEnd, unknownWord].map((name) => ids.get(name)));
  const successors = levels.map(({ index, logProbabilities }) => {
    const ofContexts = new Map<number, Successor[]>();
    for (const [key, place] of index) {
      const { context, word } = keyParts(key);
      if (noWords.has(word)) continue;
      const known = ofContexts.get(context) ?? [];
      known.push({ word, log: logProbabilities[place]! });
      ofContexts.set(context, known);
    }
    return ofContexts;
  });
  const singleWords = (successors[0]?.values().next().value ?? []).sort((a, b) => b.log - a.log);

  return (text) => {
    // Whatever comes next would be read so.
    let history: readonly number[] = [];
    for (const read of readWords(model, `${text} A`)) ({ history } = read);
    let [best, highest, weight] = ['', Number.NEGATIVE_INFINITY, 0];
    // Whatever was seen after a longer context has its probability from there.
    const passed = new Set<number>();
    const consider = ({ word, log }: Successor) => {
      if (!passed.has(word) && weight + log > highest) {
        [best, highest] = [words[word]!, weight + log];
      }
      passed.add(word);
    };
    for (let from = 0; from < history.length; from++) {
      const place = placeOf(model, history, from);
      if (place === undefined) continue;
      for (const one of successors[history.length - from]?.get(place) ?? []) consider(one);
      weight += levels[history.length - from - 1]!.backoffs[place]!;
    }
    const single = singleWords.find(({ word }) => !passed.has(word));
    if (single !== undefined) consider(single);
    return best;
  };
}
