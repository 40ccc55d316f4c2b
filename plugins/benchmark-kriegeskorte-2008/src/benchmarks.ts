import type { Assembly } from '@ventral/arrays';
import {
  type Benchmark,
  type Ceiling,
  defineNeuralBenchmark,
  type RunContext,
} from '@ventral/core';
import { kriegeskorte2008 } from '@ventral/dataset-kriegeskorte-2008';
import { rdm, rsaCeiling } from '@ventral/metric-rdm';

interface MeasurementBenchmarkDescription {
  /** Part of the data set. */
  readonly measurement: string;
  readonly title: string;
  readonly species: string;
  readonly region: string;
  /** Whether there are subjects to compare with each other. */
  readonly hasSubjects: boolean;
}

/**
 * How alike the dissimilarities of 92 objects are in a layer of a model and in macaque IT, human IT
 * and people's judgement: Spearman's rank correlation, averaged over subjects. Images fill the
 * network's input.
 */
export const benchmarks: readonly Benchmark[] = [
  measurementBenchmark({
    measurement: 'macaque-IT',
    title: 'Dissimilarities of 92 objects in macaque IT (Spearman)',
    species: 'macaque',
    region: 'IT',
    hasSubjects: false,
  }),
  measurementBenchmark({
    measurement: 'human-IT',
    title: 'Dissimilarities of 92 objects in human IT (Spearman)',
    species: 'human',
    region: 'IT',
    hasSubjects: true,
  }),
  measurementBenchmark({
    measurement: 'judgements',
    title: 'Dissimilarities of 92 objects as people judge them (Spearman)',
    species: 'human',
    region: 'behavior',
    hasSubjects: true,
  }),
];

function measurementBenchmark({
  measurement,
  hasSubjects,
  ...description
}: MeasurementBenchmarkDescription): Benchmark {
  return defineNeuralBenchmark({
    id: `Kriegeskorte2008.${measurement}-rdm`,
    ...description,
    ...(kriegeskorte2008.citation === undefined ? {} : { citation: kriegeskorte2008.citation }),
    ...(kriegeskorte2008.licence === undefined ? {} : { licence: kriegeskorte2008.licence }),
    dataset: kriegeskorte2008,
    metric: rdm,
    files: kriegeskorte2008.filesOf?.(measurement) ?? [],
    async load(context) {
      const { stimuli, dissimilarities } = await kriegeskorte2008.load(context, measurement);
      return { stimuli, recordings: dissimilarities };
    },
    ...(hasSubjects
      ? { ceiling: ({ recordings }, context) => agreementOfSubjects(recordings, context) }
      : {}),
    ceilingConvention: 'raw',
  });
}

/** How well each subject agrees with the mean of all, and with the mean of the others. */
async function agreementOfSubjects(
  dissimilarities: Assembly,
  context: RunContext,
): Promise<Ceiling> {
  const upper = await rsaCeiling.compare(undefined, dissimilarities, { bound: 'upper' }, context);
  const lower = await rsaCeiling.compare(undefined, dissimilarities, { bound: 'lower' }, context);
  return {
    value: upper.value,
    ...(upper.error === undefined ? {} : { error: upper.error }),
    notes: [
      'The ceiling is its upper bound, each subject with the mean of all; with the mean of the ' +
        `others, subjects correlate by ${lower.value.toFixed(3)}.`,
    ],
  };
}
