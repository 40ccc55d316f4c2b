import {
  type Ceiling,
  defineNeuralBenchmark,
  type NeuralData,
  type RunContext,
} from '@ventral/core';
import { kriegeskorte2008 } from '@ventral/dataset-kriegeskorte-2008';
import { rdm, rsaCeiling } from '@ventral/metric-rdm';

const common = { dataset: kriegeskorte2008, metric: rdm };

/**
 * How alike the dissimilarities of 92 objects are in a layer of a model and in macaque IT, human IT
 * and people's judgement: Spearman's rank correlation, averaged over subjects. Images fill the
 * network's input.
 */
export const benchmarks = [
  defineNeuralBenchmark({
    id: 'Kriegeskorte2008.macaque-IT-rdm',
    title: 'Dissimilarities of 92 objects in macaque IT (Spearman)',
    ...common,
    part: 'macaque-IT',
    species: 'macaque',
    modality: 'electrophysiology',
    region: 'IT',
  }),
  defineNeuralBenchmark({
    id: 'Kriegeskorte2008.human-IT-rdm',
    title: 'Dissimilarities of 92 objects in human IT (Spearman)',
    ...common,
    part: 'human-IT',
    species: 'human',
    modality: 'fMRI',
    region: 'IT',
    ceiling: agreementOfSubjects,
  }),
  defineNeuralBenchmark({
    id: 'Kriegeskorte2008.judgements-rdm',
    title: 'Dissimilarities of 92 objects as people judge them (Spearman)',
    ...common,
    part: 'judgements',
    species: 'human',
    modality: 'behaviour',
    region: 'behavior',
    ceiling: agreementOfSubjects,
  }),
];

/** How well each subject agrees with the mean of all, and with the mean of the others. */
async function agreementOfSubjects(
  { recordings }: NeuralData,
  context: RunContext,
): Promise<Ceiling> {
  const upper = await rsaCeiling.compare(undefined, recordings, { bound: 'upper' }, context);
  const lower = await rsaCeiling.compare(undefined, recordings, { bound: 'lower' }, context);
  return {
    ...upper,
    notes: [
      'The ceiling is its upper bound, each subject with the mean of all; with the mean of the ' +
        `others, subjects correlate by ${lower.value.toFixed(3)}.`,
    ],
  };
}
