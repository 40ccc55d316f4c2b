import { defineMetric } from '@ventral/core';
import { byAgreement } from './agreement.ts';
import { comparePeople, compareWithPeople } from './compare-people.ts';
import { partialSuccess } from './partial-success.ts';

const squaredDifference = byAgreement(({ first, second }) => (first - second) ** 2);

/**
 * How far a model's accuracy is from people's: the squared difference to each person's in each
 * condition, from 0 to 1; the mean over conditions, then people.
 *
 * Source and target are those of `errorConsistency`.
 *
 * Reference: Geirhos et al. (2021), doi:10.48550/arXiv.2106.07411
 */
export const accuracyDifference = defineMetric({
  id: 'accuracy_difference',
  title: "Squared difference of accuracy to people's",
  citation: partialSuccess,
  source: 'choices',
  better: 'lower',
  compareTarget: (source, target) => compareWithPeople(source, target, squaredDifference),
});

/** {@link accuracyDifference} between any two people. */
export const accuracyDifferenceCeiling = defineMetric({
  id: 'accuracy_difference_ceiling',
  title: 'Squared difference of accuracies between people',
  citation: partialSuccess,
  source: 'none',
  better: 'lower',
  compareTarget: (_source, target) => comparePeople(target, squaredDifference),
});
