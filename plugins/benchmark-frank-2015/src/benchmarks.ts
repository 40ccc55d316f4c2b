import { type Benchmark, defineNeuralBenchmark } from '@ventral/core';
import { frank2015 } from '@ventral/dataset-frank-2015';
import { nextWordBenchmark, perplexityBenchmark } from '@ventral/metric-next-word';
import { deltaLogLikelihood, pearsonr } from '@ventral/metric-reading';

const behavior = { region: 'behavior', modality: 'behaviour' };
const eeg = { region: 'language_system', modality: 'EEG' };

/** Of each measure, by its part of the data set: what it is of, and how it was measured. */
const measures = {
  self_paced_reading_time: { of: 'self-paced reading times', ...behavior },
  RTfirstfix: { of: 'first fixations', ...behavior },
  RTfirstpass: { of: 'first-pass reading times', ...behavior },
  RTrightbound: { of: 'right-bounded reading times', ...behavior },
  RTgopast: { of: 'go-past reading times', ...behavior },
  ELAN: { of: 'the ELAN', ...eeg },
  LAN: { of: 'the LAN', ...eeg },
  N400: { of: 'the N400', ...eeg },
  EPNP: { of: 'the EPNP', ...eeg },
  P600: { of: 'the P600', ...eeg },
  PNP: { of: 'the PNP', ...eeg },
};

/** The words are the same in every part. */
const words = { dataset: frank2015, part: 'self_paced_reading_time' };

/**
 * How well a model knows the words of the sentences, all but the first of each: to be seen beside how well it says how
 * people read them.
 */
export const frank2015NextWords: readonly Benchmark[] = [
  nextWordBenchmark({
    ...words,
    id: 'Frank2015.next_word-accuracy',
    title: 'Next words of sentences of novels (UCL corpus)',
  }),
  perplexityBenchmark({
    ...words,
    id: 'Frank2015-perplexity',
    title: 'Perplexity of sentences of novels (UCL corpus)',
  }),
];

/**
 * Whether surprisal says how people read the words of 205 sentences, measure by measure: by its correlation, and by the
 * log-likelihood of held-out sentences that it adds to frequency, length, place, and their products. Words that hold
 * `.`, `,` or `'` are left out, as de Varda et al. (2023) do. There is no ceiling: single readers are not in the file.
 *
 * Reference: de Varda, Marelli & Amenta (2023), https://doi.org/10.3758/s13428-023-02261-8
 */
export const benchmarks: readonly Benchmark[] = Object.entries(measures).flatMap(
  ([part, { of, ...place }]) => {
    const common = { dataset: frank2015, part, reads: 'surprisal', ...place } as const;
    return [
      defineNeuralBenchmark({
        id: `Frank2015.${part}-pearsonr`,
        title: `Correlation of surprisal with ${of} in sentences (UCL corpus)`,
        ...common,
        metric: pearsonr,
        metricOptions: { words: 'unpunctuated' },
      }),
      defineNeuralBenchmark({
        id: `Frank2015.${part}-delta_loglik`,
        title: `What surprisal adds to the prediction of ${of} in sentences (UCL corpus)`,
        ...common,
        metric: deltaLogLikelihood,
        metricOptions: {
          words: 'unpunctuated',
          spillover: 0,
          baseline: '(frequency+length+position)^2',
          folds: 'texts',
        },
      }),
    ];
  },
);
