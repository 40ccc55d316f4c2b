import { VentralError } from '@ventral/errors';
import { type CountedLevel, countNgrams, startOfSentence } from './counted-ngrams.ts';
import { keyParts, type NgramLevel, type Ngrams } from './ngrams.ts';

/** What is taken off of counts of one, of two, and of three and more. */
export type Discounts = readonly [one: number, two: number, more: number];

/** How a model is made of a text. */
export interface TrainingOptions {
  /**
   * Length of the longest n-grams, from 1.
   * @default 5
   */
  readonly order?: number;
  /**
   * What is taken off of counts, of n-grams of every length.
   * @default estimated for each length from how many n-grams were seen once to four times
   */
  readonly discounts?: Discounts;
}

/**
 * Makes an interpolated model of words by modified Kneser-Ney smoothing, without pruning. Shorter n-grams count by how
 * many words precede them; those that begin a sentence, by how often they do. Single words are interpolated with the
 * uniform distribution, of which an unknown word has its share. Memory grows with the number of different n-grams, of
 * which there can be 16 million of each length.
 *
 * References: Chen & Goodman (1999), https://doi.org/10.1006/csla.1999.0128; Heafield, Pouzyrevsky, Clark & Koehn (2013),
 * https://aclanthology.org/P13-2121
 *
 * @param text divided into sentences and words by the rule by which texts are read
 * @throws VentralError `OPTION_INVALID` for an order that is no whole number from 1; where the text has too few n-grams
 * for discounts to be estimated, and for discounts that are not between 0 and what they are taken off of
 */
export function trainNgrams(text: string, { order = 5, discounts }: TrainingOptions = {}): Ngrams {
  if (!(Number.isInteger(order) && order >= 1)) {
    throw new VentralError('OPTION_INVALID', `The order of an n-gram model cannot be ${order}.`, {
      hint: 'Give a whole number from 1; 5 is usual.',
    });
  }
  const { words, ids, levels: counted } = countNgrams(text, order);
  const levels: NgramLevel[] = [];
  let shorter: Probabilities | undefined;
  for (const [place, level] of counted.entries()) {
    const used = discounts ?? estimateDiscounts(level, place + 1);
    requireDiscounts(used, place + 1);
    // An unknown word is one of the vocabulary; the start of a sentence is never next.
    const found = interpolate(level, used, shorter, words.length - 1);
    levels.at(-1)?.backoffs.set(found.weights.map(Math.log10));
    const logProbabilities = found.probabilities.map(Math.log10);
    if (place === 0) logProbabilities[startOfSentence] = -99;
    const backoffs = new Float64Array(place === order - 1 ? 0 : logProbabilities.length);
    levels.push({ index: level.index, logProbabilities, backoffs });
    shorter = found;
  }
  return { words, ids, levels };
}

interface Probabilities {
  /** Of each n-gram, that of its last word after the others. */
  readonly probabilities: Float64Array;
  /** Of each context, the weight of the shorter one; 1 where nothing was seen after it. */
  readonly weights: Float64Array;
}

function interpolate(
  { index, suffixes, counts }: CountedLevel,
  discounts: Discounts,
  shorter: Probabilities | undefined,
  vocabularySize: number,
): Probabilities {
  const contexts = shorter?.probabilities.length ?? 1;
  const [totals, taken] = [new Float64Array(contexts), new Float64Array(contexts)];
  const discountOf = (count: number) => (count === 0 ? 0 : discounts[Math.min(count, 3) - 1]!);
  for (const [key, place] of index) {
    const { context } = keyParts(key);
    totals[context]! += counts[place]!;
    taken[context]! += discountOf(counts[place]!);
  }
  const weights = taken.map((sum, context) => (totals[context] === 0 ? 1 : sum / totals[context]!));
  const probabilities = new Float64Array(counts.length);
  for (const [key, place] of index) {
    const { context } = keyParts(key);
    const count = counts[place]!;
    const lower = shorter?.probabilities[suffixes[place]!] ?? 1 / vocabularySize;
    probabilities[place] =
      (count - discountOf(count)) / totals[context]! + weights[context]! * lower;
  }
  return { probabilities, weights };
}

/** Discounts of Chen & Goodman, equation 26, from how many n-grams count one to four. */
function estimateDiscounts({ counts }: CountedLevel, length: number): Discounts {
  const [one, two, three, four] = [1, 2, 3, 4].map(
    (count) => counts.filter((found) => found === count).length,
  ) as [number, number, number, number];
  const share = one / (one + 2 * two);
  const discounts = [
    1 - (2 * share * two) / one,
    2 - (3 * share * three) / two,
    3 - (4 * share * four) / three,
  ] as const;
  if (discounts.every(Number.isFinite)) return discounts;
  throw new VentralError(
    'OPTION_INVALID',
    `The text has too few n-grams of ${length} words for discounts to be estimated: ${one} count one, ${two} two, ` +
      `${three} three.`,
    { hint: 'Give a longer text, a lower order, or discounts, such as 0.5, 1 and 1.5.' },
  );
}

function requireDiscounts(discounts: Discounts, length: number): void {
  const invalid = discounts.findIndex((one, at) => !(one >= 0 && one <= at + 1));
  if (invalid < 0) return;
  throw new VentralError(
    'OPTION_INVALID',
    `For n-grams of ${length} words, ${discounts[invalid]} would be taken off of a count of ${invalid + 1}.`,
    { hint: 'Give a longer text, a lower order, or discounts, such as 0.5, 1 and 1.5.' },
  );
}
