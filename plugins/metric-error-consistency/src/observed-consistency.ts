import { defineMetric } from '@ventral/core';
import { byAgreement } from './agreement.ts';
import { comparePeople, compareWithPeople } from './compare-people.ts';
import { partialSuccess } from './partial-success.ts';

const observed = byAgreement(({ alike }) => alike);

/**
 * The share of stimuli on which a model and a person are both right or both wrong, in each condition;
 * the mean over conditions, then people. Accurate models and people agree by their accuracy alone:
 * `errorConsistency` is what is left beyond that.
 *
 * Source and target are those of `errorConsistency`.
 *
 * Reference: Geirhos et al. (2021), doi:10.48550/arXiv.2106.07411
 */
export const observedConsistency = defineMetric({
  id: 'observed_consistency',
  title: 'Share of stimuli on which a model and people are both right or both wrong',
  citation: partialSuccess,
  source: 'choices',
  better: 'higher',
  compareTarget: (source, target) => compareWithPeople(source, target, observed),
});

/** {@link observedConsistency} of any two people. */
export const observedConsistencyCeiling = defineMetric({
  id: 'observed_consistency_ceiling',
  title: 'Share of stimuli on which people are both right or both wrong',
  citation: partialSuccess,
  source: 'none',
  better: 'higher',
  compareTarget: (_source, target) => comparePeople(target, observed),
});
