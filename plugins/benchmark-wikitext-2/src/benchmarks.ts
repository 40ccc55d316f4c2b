import { wikitext2 } from '@ventral/dataset-wikitext-2';
import { nextWordBenchmark, perplexityBenchmark } from '@ventral/metric-next-word';

/**
 * Perplexity of the 60 test articles of WikiText-2, raw text: 2 to the mean surprisal of 241,211 words and 4,358 line
 * ends, which is how word-level perplexity of models of other tokens is reported. A model reads each article from its
 * beginning; where articles are longer than it can see, in windows that overlap.
 *
 * The published score of Schrimpf et al. (2021) is another number: a readout that was trained on the words of the
 * training articles, per token of the model.
 */
export const wikitext2Perplexity = perplexityBenchmark({
  id: 'Wikitext2-perplexity',
  title: 'Perplexity of articles of Wikipedia (WikiText-2)',
  dataset: wikitext2,
  notes: [
    'Perplexity is per word and line end of raw WikiText-2, test, with no unknown words: models with a closed ' +
      'vocabulary, and perplexities per token, are not comparable.',
  ],
});

/**
 * How often a model expects the very word that comes next in the test articles of WikiText-2, asked about every 50th
 * word: 4,824 words.
 */
export const wikitext2NextWord = nextWordBenchmark({
  id: 'Wikitext2.next_word-accuracy',
  title: 'Next words of articles of Wikipedia (WikiText-2)',
  dataset: wikitext2,
  every: 50,
});
