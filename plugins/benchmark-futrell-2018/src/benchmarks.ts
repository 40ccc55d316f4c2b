import { defineNeuralBenchmark } from '@ventral/core';
import { futrell2018 } from '@ventral/dataset-futrell-2018';
import { nextWordBenchmark, perplexityBenchmark } from '@ventral/metric-next-word';
import { deltaLogLikelihood, pearsonr } from '@ventral/metric-reading';

const common = { dataset: futrell2018, region: 'behavior', reads: 'surprisal' } as const;

/** Of halves of readers, by Brain-Score; single readers are not in the file. */
const quotedCeiling = {
  value: 0.858,
  notes: [
    'The ceiling, 0.858, is quoted from Brain-Score (halves of readers, Spearman-Brown): single readers are not in the ' +
      'file that is read here. It was measured before the reading times were realigned in 2025.',
  ],
};

/**
 * How well a model knows the words of the stories: to be seen beside how well it says how long people look at them. It
 * is asked about every twentieth.
 */
export const futrell2018NextWords = [
  nextWordBenchmark({
    dataset: futrell2018,
    id: 'Futrell2018.next_word-accuracy',
    title: 'Next words of ten stories (Natural Stories)',
    every: 20,
  }),
  perplexityBenchmark({
    dataset: futrell2018,
    id: 'Futrell2018-perplexity',
    title: 'Perplexity of ten stories (Natural Stories)',
  }),
];

/**
 * Whether surprisal says how long people look at the 10,256 words of ten stories: by its correlation with the mean
 * reading time, over the quoted ceiling, as Brain-Score asks it; and by the log-likelihood of held-out stories that it
 * adds to length, frequency and spill-over.
 *
 * Differences from Brain-Score: each story is a text of its own, where Brain-Score shows all ten as one; the value is
 * not cut off at 1.
 */
export const benchmarks = [
  defineNeuralBenchmark({
    id: 'Futrell2018-pearsonr',
    title: 'Correlation of surprisal with reading times of ten stories (Natural Stories)',
    ...common,
    metric: pearsonr,
    metricOptions: { words: 'not_sentence_first' },
    ceiling: async () => quotedCeiling,
    ceilingConvention: 'r/c',
  }),
  defineNeuralBenchmark({
    id: 'Futrell2018-delta_loglik',
    title:
      'What surprisal adds to the prediction of reading times of ten stories (Natural Stories)',
    ...common,
    metric: deltaLogLikelihood,
    metricOptions: { words: 'usual', spillover: 2, folds: 'texts' },
  }),
];
