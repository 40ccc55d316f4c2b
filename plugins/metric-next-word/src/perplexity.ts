import { coordinate, readOneColumn } from '@ventral/arrays';
import { defineMetric, throwIfInterrupted, unitResampling } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { groupValues, mean } from '@ventral/numerics';

/**
 * Perplexity: 2 to the mean surprisal, in bits, of the words of texts and of their line ends. From 1, for whoever knows
 * every next word; the size of its vocabulary for whoever expects all words alike. Texts are drawn again for the
 * interval, whole.
 *
 * Line ends count as words, as where they are written `<eos>`; the extras have the perplexity of words alone, from the
 * same surprisals. A word that is made of several tokens counts once, with all their surprisal, so that models of
 * different tokens can be compared.
 *
 * The source has one column, surprisals in bits. The target says what they are of: `presentation` with the coordinates
 * `stimulus_id`, `is_word` and `text`.
 *
 * @throws VentralError `SHAPE_MISMATCH` for more than one column; `RESPONSES_INVALID` for a surprisal that is not
 * finite, or negative, naming the word
 */
export const perplexity = defineMetric({
  id: 'perplexity',
  title: 'Perplexity of words and line ends',
  source: 'features',
  better: 'lower',
  unit: 'equally likely words',
  async compareTarget(source, target, _options, { signal }) {
    throwIfInterrupted(signal, 'before words were compared');
    const ids = coordinate(target, 'stimulus_id').map(String);
    const bits = await readOneColumn(source, ids, 'Surprisal is one value a word');
    const invalid = bits.findIndex((one) => !(one >= 0 && one < Number.POSITIVE_INFINITY));
    if (invalid >= 0) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `The surprisal of '${ids[invalid]}' is ${bits[invalid]} bits: perplexity is not defined.`,
        { hint: 'Give each word a probability above 0 and up to 1.' },
      );
    }
    const isWord = coordinate(target, 'is_word');
    const words = bits.filter((_, row) => isWord[row] === true);
    const bitsPerWord = mean(bits);
    const texts = groupValues(coordinate(target, 'text').map(String), bits);
    return {
      value: 2 ** bitsPerWord,
      resampling: {
        ...unitResampling('texts', texts.ids, bits, (_, counts) => 2 ** texts.meanOf(counts)),
        isRatio: true,
      },
      extras: {
        bitsPerWord,
        words: words.length,
        lineEnds: bits.length - words.length,
        ...(words.length > 0 && { perplexityOfWordsAlone: 2 ** mean(words) }),
      },
    };
  },
});
