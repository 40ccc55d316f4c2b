import { defineMetric } from '@ventral/core';
import { byAgreement } from './agreement.ts';
import { comparePeople, compareWithPeople } from './compare-people.ts';
import { beyondChance } from './kappa.ts';

const citation =
  'Geirhos, Meding & Wichmann (2020), Beyond accuracy: quantifying trial-by-trial behaviour of ' +
  'CNNs and humans by measuring error consistency, NeurIPS. https://arxiv.org/abs/2006.16736';

const kappas = byAgreement(beyondChance);

/**
 * Whether a model errs on the stimuli on which people err: Cohen's kappa (`kappa`) with each
 * person in each condition; the mean over conditions, then people. Below 0, errors are shared less
 * often than by chance.
 *
 * The source holds one answer a stimulus, `presentation` with the coordinates `stimulus_id` and
 * `choice`; the target people's, `presentation` with the coordinates `stimulus_id`, `subject`,
 * `condition`, `truth` and `choice`.
 *
 * Time and memory grow with people's answers.
 *
 * Reference: Geirhos, Meding & Wichmann (2020), https://arxiv.org/abs/2006.16736
 */
export const errorConsistency = defineMetric({
  id: 'error_consistency',
  title: "Consistency of errors with people's (kappa)",
  citation,
  source: 'choices',
  better: 'higher',
  compareTarget: (source, target) => compareWithPeople(source, target, kappas),
});

/**
 * The absolute value of {@link errorConsistency}, which is what Brain-Score reports: there, a model
 * that errs where people do not looks consistent too.
 */
export const errorConsistencyAbsolute = defineMetric({
  id: 'error_consistency_absolute',
  title: "Consistency of errors with people's (absolute value of kappa), as published",
  citation,
  source: 'choices',
  better: 'higher',
  compareTarget: (source, target) => compareWithPeople(source, target, kappas, Math.abs),
});

/**
 * Error consistency between any two people: the ceiling of {@link errorConsistency}; its absolute
 * value is the ceiling of {@link errorConsistencyAbsolute}.
 */
export const errorConsistencyCeiling = defineMetric({
  id: 'error_consistency_ceiling',
  title: 'Consistency of errors between people (kappa)',
  citation,
  source: 'none',
  better: 'higher',
  compareTarget: (_source, target) => comparePeople(target, kappas),
});
