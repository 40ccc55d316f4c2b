import type { TextSpan } from '@ventral/arrays';
import type { TextRecordings } from '@ventral/brainio';
import {
  type Benchmark,
  type Dataset,
  defineMeanBenchmark,
  defineNeuralBenchmark,
  type NeuralBenchmarkDescription,
} from '@ventral/core';
import {
  blank2014,
  fedorenko2016,
  pereira2018,
  tuckute2024,
} from '@ventral/dataset-brain-score-language';
import {
  linearPearsonr,
  linearPearsonrCeiling,
  ridgePearsonr,
  ridgePearsonrCeiling,
} from '@ventral/metric-linear-predictivity';
import { ceilingFile, quotedCeiling, readPublishedCeiling } from './published-ceilings.ts';
import { withinCeiling } from './within-ceiling.ts';

/** How responses are predicted: `linear` from stimuli drawn at random, `ridge` from other texts. */
export type Regression = 'linear' | 'ridge';

/** Where the recordings come from, and what of them is compared. */
export interface LanguageConditions {
  /** Such as `Pereira2018.243sentences`. */
  readonly id: string;
  readonly title: string;
  readonly dataset: Dataset<TextRecordings>;
  readonly part?: string;
  /**
   * Label by which `ridge` keeps texts apart.
   * @default none: stimuli are drawn at random, as there are no texts but they
   */
  readonly texts?: string;
  /**
   * Folds of texts.
   * @default 10
   */
  readonly folds?: number;
  /** @default none */
  readonly ceiling?: NeuralBenchmarkDescription<TextSpan>['ceiling'];
}

/**
 * How well a model predicts recordings of people who read or hear: the conditions of Brain-Score language. The value
 * is the score over the ceiling, from 0 to 1.
 *
 * Reference: Schrimpf et al. (2021), https://doi.org/10.1073/pnas.2105646118; Brain-Score language of 2026.
 */
export function languageBenchmark(
  regression: Regression,
  { id, title, texts, folds = 10, ceiling, ...recorded }: LanguageConditions,
): Benchmark {
  const metric = regression === 'linear' ? linearPearsonr : ridgePearsonr;
  const apart = regression === 'ridge' && texts !== undefined;
  const metricOptions = {
    // 1234 is the seed of published folds; that of published random splits is 1.
    ...(apart && { texts, splits: folds, seedOffset: 1233 }),
    ...(!apart && texts !== undefined && { texts, apart: false }),
  };
  const benchmark = defineNeuralBenchmark<TextSpan>({
    id: `${id}-${regression}`,
    title: `${title}: ${metric.title}`,
    ...recorded,
    ...{ region: 'language_system', metric, metricOptions },
    ...(ceiling !== undefined && { ceiling, ceilingConvention: 'r/c' }),
  });
  return ceiling === undefined ? benchmark : withinCeiling(benchmark);
}

/** The ceiling of recordings, extrapolated from their subjects by the regression of the benchmark. */
export function subjectCeiling(
  regression: Regression,
): NeuralBenchmarkDescription<TextSpan>['ceiling'] {
  const metric = regression === 'linear' ? linearPearsonrCeiling : ridgePearsonrCeiling;
  return ({ recordings }, context, metricOptions) =>
    metric.compare(undefined, recordings, metricOptions, context);
}

const experiment = (name: '243sentences' | '384sentences') => ({
  id: `Pereira2018.${name}`,
  title: `Human language system (fMRI), ${name.slice(0, 3)} sentences of passages`,
  dataset: pereira2018,
  part: name,
  texts: 'story',
});
const stories = {
  id: 'Blank2014',
  title: 'Human language system (fMRI), stories',
  dataset: blank2014,
  texts: 'story',
  folds: 8,
};
const sentences = {
  id: 'Fedorenko2016',
  title: 'Human language areas (ECoG), sentences word by word',
  dataset: fedorenko2016,
  texts: 'sentence_id',
};
const singleSentences = {
  id: 'Tuckute2024',
  title: 'Human language network (fMRI), 1,000 single sentences',
  dataset: tuckute2024,
};

// As Brain-Score's own test states them.
const pereiraLinear = [
  languageBenchmark('linear', {
    ...experiment('243sentences'),
    ceiling: async () => quotedCeiling(0.35378928),
  }),
  languageBenchmark('linear', {
    ...experiment('384sentences'),
    ceiling: async () => quotedCeiling(0.36343748),
  }),
];

const ridgeCeiling = (name: string, sha1: string, versionId: string) => {
  const file = ceilingFile(`Pereira2018.${name}-ridge`, sha1, versionId);
  return (_: unknown, context: Parameters<typeof readPublishedCeiling>[1]) =>
    readPublishedCeiling(file, context);
};
const pereiraRidge = [
  languageBenchmark('ridge', {
    ...experiment('243sentences'),
    ceiling: ridgeCeiling(
      '243sentences',
      'aad71036f0aa2eac14d1e665fc9e9a955c5d4259',
      'd4ip8z9Hrh94GOLhF69bua8dgfky9m0H',
    ),
  }),
  languageBenchmark('ridge', {
    ...experiment('384sentences'),
    ceiling: ridgeCeiling(
      '384sentences',
      'd7cae647a0c26c73c4f7f000eaebba65b3805dfb',
      'i1p2WSiKGxiRpclDEhl0rPlAoN5IhYYp',
    ),
  }),
];

const regressions = ['linear', 'ridge'] as const;
const { citation = '', licence = '', species } = pereira2018;
const pereira = (regression: Regression, parts: readonly Benchmark[]) =>
  defineMeanBenchmark({
    id: `Pereira2018-${regression}`,
    title: `Human language system (fMRI), passages, ${regression}: mean of 243 and 384 sentences`,
    ...{ citation, licence, species },
    region: 'language_system',
    parts,
  });

/**
 * The benchmarks of Brain-Score language on neural recordings. `linear` draws stimuli at random, so that most have
 * neighbours that were fitted on, and is kept for comparison with published scores; `ridge` keeps texts apart.
 */
export const benchmarks = [
  pereira('linear', pereiraLinear),
  ...pereiraLinear,
  pereira('ridge', pereiraRidge),
  ...pereiraRidge,
  ...[stories, sentences].flatMap((conditions) =>
    regressions.map((regression) =>
      languageBenchmark(regression, { ...conditions, ceiling: subjectCeiling(regression) }),
    ),
  ),
  ...regressions.map((regression) => languageBenchmark(regression, singleSentences)),
];
