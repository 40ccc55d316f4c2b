import { VentralError } from '@ventral/errors';

/** The n-grams of one length. */
export interface NgramLevel {
  /** Of an n-gram, by {@link ngramKey}: its place in the arrays, which is also the order of insertion. */
  readonly index: Map<number, number>;
  /** log10 of the probability of its last word after the others. */
  readonly logProbabilities: Float64Array;
  /** log10 of the weight of shorter contexts after it; empty for the longest n-grams. */
  readonly backoffs: Float64Array;
}

/** A word model with backoff: what an ARPA file says. */
export interface Ngrams {
  /** Words by id, `<s>`, `</s>` and `<unk>` among them, where there are. */
  readonly words: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** From single words to the longest n-grams. */
  readonly levels: readonly NgramLevel[];
}

/** Names of what is no word. */
export const sentenceStart = '<s>';
export const sentenceEnd = '</s>';
export const unknownWord = '<unk>';

/** Whatever precedes a single word. */
export const root = 0;

// Pairs of a place and a word fit into the whole numbers of a double.
const mostWords = 2 ** 24;

/**
 * Names an n-gram by the place of all its words but the last among the shorter ones, and its last word.
 *
 * @throws VentralError `MODEL_UNREADABLE` beyond 16,777,216 words
 */
export function ngramKey(context: number, word: number): number {
  if (word < mostWords) return context * mostWords + word;
  throw new VentralError('MODEL_UNREADABLE', `The model has more than ${mostWords} words.`, {
    hint: 'Take a model of fewer words: leave out the rarest.',
  });
}

/** The context and the last word that a key names. */
export function keyParts(key: number): { readonly context: number; readonly word: number } {
  const context = Math.floor(key / mostWords);
  return { context, word: key - context * mostWords };
}

/** The place of words one after another among n-grams of their number; undefined where they are none. */
export function placeOf(
  { levels }: Ngrams,
  words: readonly number[],
  from = 0,
): number | undefined {
  let place: number | undefined = root;
  for (let at = from; at < words.length && place !== undefined; at++) {
    place = levels[at - from]?.index.get(ngramKey(place, words[at] as number));
  }
  return place;
}

/**
 * log10 of the probability of a word after others: that of the longest n-gram that is known, times the weights of the
 * longer contexts that are known.
 *
 * @param history the latest last; no more than the model can see is used
 */
export function logProbability(model: Ngrams, history: readonly number[], word: number): number {
  let weight = 0;
  const { levels } = model;
  for (let from = Math.max(0, history.length - levels.length + 1); ; from++) {
    const place = placeOf(model, history, from);
    // A context that was never seen leaves shorter ones as they are.
    if (place === undefined) continue;
    const length = history.length - from;
    const known = levels[length]?.index.get(ngramKey(place, word));
    if (known !== undefined) return weight + levels[length]!.logProbabilities[known]!;
    if (length === 0) return Number.NEGATIVE_INFINITY;
    weight += levels[length - 1]!.backoffs[place]!;
  }
}
