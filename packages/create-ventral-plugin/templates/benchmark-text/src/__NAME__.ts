import { defineNeuralBenchmark } from '@ventral/core';
import { pearsonr } from '@ventral/metric-reading';
import { readingTimes } from './reading-times.ts';

/** How strongly a language model's surprisal of words correlates with the time that readers took for them. */
export const __EXPORT__ = defineNeuralBenchmark({
  id: '__NAME__-pearsonr',
  title: 'Correlation of surprisal with reading times of two short texts',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  dataset: readingTimes,
  region: 'behavior',
  reads: 'surprisal',
  metric: pearsonr,
  metricOptions: { words: 'not_sentence_first' },
});
