import type { RunContext, Score } from '@ventral/core';
import {
  accuracyDistance,
  accuracyDistanceCeiling,
  errorConsistency,
  errorConsistencyAbsolute,
  errorConsistencyCeiling,
  observedConsistency,
  observedConsistencyCeiling,
} from '@ventral/metric-error-consistency';
import type { RandomState } from '@ventral/numerics';
import type { MadeAnswers } from './made-answers.ts';

/** So many draws of a normal distribution around 0. */
export const normal = (random: RandomState, count: number, scale: number): readonly number[] =>
  Array.from({ length: count }, () => scale * random.standardNormal());

export type Compare = (made: MadeAnswers, run: RunContext) => Promise<Score>;
export const withPeople: Record<string, Compare> = {
  'error consistency': ({ model, people }, run) => errorConsistency.compare(model, people, {}, run),
  'its absolute value': ({ model, people }, run) =>
    errorConsistencyAbsolute.compare(model, people, {}, run),
  'observed consistency': ({ model, people }, run) =>
    observedConsistency.compare(model, people, {}, run),
  'nearness of accuracy': ({ model, people }, run) =>
    accuracyDistance.compare(model, people, {}, run),
  'nearness of accuracy in each condition': ({ model, people }, run) =>
    accuracyDistance.compare(model, people, { perCondition: true, chanceLevel: 0.1 }, run),
};
const betweenPeople: Record<string, Compare> = {
  'error consistency between people': ({ people }, run) =>
    errorConsistencyCeiling.compare(undefined, people, {}, run),
  'observed consistency between people': ({ people }, run) =>
    observedConsistencyCeiling.compare(undefined, people, {}, run),
  'nearness of accuracies between people': ({ people }, run) =>
    accuracyDistanceCeiling.compare(undefined, people, {}, run),
};
export const all: readonly (readonly [string, Compare])[] = Object.entries({
  ...withPeople,
  ...betweenPeople,
});
