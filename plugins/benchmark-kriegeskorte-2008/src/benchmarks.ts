import { defineNeuralBenchmark } from '@ventral/core';
import { kriegeskorte2008 } from '@ventral/dataset-kriegeskorte-2008';
import { rdm, subjectAgreement } from '@ventral/metric-rdm';

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
    ceiling: subjectAgreement(),
  }),
  defineNeuralBenchmark({
    id: 'Kriegeskorte2008.judgements-rdm',
    title: 'Dissimilarities of 92 objects as people judge them (Spearman)',
    ...common,
    part: 'judgements',
    species: 'human',
    modality: 'behaviour',
    region: 'behavior',
    ceiling: subjectAgreement(),
  }),
];
