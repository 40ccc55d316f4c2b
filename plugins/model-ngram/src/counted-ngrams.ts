import { VentralError } from '@ventral/errors';
import { keyParts, ngramKey, root, sentenceEnd, sentenceStart, unknownWord } from './ngrams.ts';
import { readSentences } from './tokens.ts';

/** The n-grams of one length, counted. */
export interface CountedLevel {
  /** As in a model. */
  readonly index: Map<number, number>;
  /** Of each, the place of it without its first word among the shorter ones. */
  readonly suffixes: readonly number[];
  /** How often the longest were seen, and those that begin a sentence; of all others, how many words precede them. */
  readonly counts: readonly number[];
}

/** Ids of what is no word, which are also their places among the single words. */
export const startOfSentence = 1;
const endOfSentence = 2;
const reserved = [unknownWord, sentenceStart, sentenceEnd];

/**
 * Counts the n-grams of a text, up to a length, sentence by sentence.
 *
 * @throws VentralError `OPTION_INVALID` for a text without words
 */
export function countNgrams(text: string, order: number) {
  const words = [...reserved];
  const ids = new Map(words.map((word, id) => [word, id]));
  const levels = Array.from({ length: order }, () => ({
    index: new Map<number, number>(),
    suffixes: [] as number[],
    counts: [] as number[],
  }));
  const placeIn = (length: number, context: number, word: number, suffix: number): number => {
    const { index, suffixes, counts } = levels[length - 1]!;
    const key = ngramKey(context, word);
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, counts.length);
    suffixes.push(suffix);
    return counts.push(0) - 1;
  };
  for (const id of reserved.keys()) placeIn(1, root, id, root);
  for (const sentence of readSentences(text)) {
    // By length, the places of the n-grams that end with the word before.
    let ending = [root, startOfSentence];
    for (const word of [...sentence, undefined]) {
      const id = word === undefined ? endOfSentence : (ids.get(word) ?? words.length);
      if (word !== undefined && id === words.length) ids.set(word, words.push(word) - 1);
      const now = [root];
      for (let length = 1; length <= Math.min(order, ending.length); length++) {
        const place = placeIn(length, ending[length - 1]!, id, now[length - 1]!);
        levels[length - 1]!.counts[place]! += 1;
        now.push(place);
      }
      ending = now;
    }
  }
  if (words.length === reserved.length) {
    throw new VentralError('OPTION_INVALID', 'The text has no words to count.', {
      hint: 'Give a text, such as the content of a file.',
    });
  }
  countPrecedingWords(levels);
  return { words, ids, levels: levels as readonly CountedLevel[] };
}

function countPrecedingWords(
  levels: readonly { index: Map<number, number>; suffixes: number[]; counts: number[] }[],
) {
  let isShorterAtStart: readonly boolean[] = [];
  for (const [level, { index, counts }] of levels.entries()) {
    const longer = levels[level + 1];
    if (longer === undefined) return;
    const isAtStart = Array.from(index.keys(), (key) => {
      const { context, word } = keyParts(key);
      return level === 0 ? word === startOfSentence : isShorterAtStart[context]!;
    });
    for (const [place, atStart] of isAtStart.entries()) if (!atStart) counts[place] = 0;
    for (const suffix of longer.suffixes) if (!isAtStart[suffix]) counts[suffix]! += 1;
    isShorterAtStart = isAtStart;
  }
}
