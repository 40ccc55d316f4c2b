import type { Assembly, FeatureMatrix } from '@ventral/assembly';
import type { RandomState } from '@ventral/numerics';
import { type AuditedMetric, merit, scoreFeatures } from './audited-metric.ts';
import { permuteStimuli } from './noise-model.ts';

/** A model's score, and how often chance does as well. */
export interface PermutationTest {
  readonly value: number;
  /** In (0, 1]; uniform on its steps of `1 / (permutations + 1)` for a model without relation. */
  readonly pValue: number;
}

/**
 * Tests whether a model scores better than chance, by giving its features to other stimuli.
 *
 * Method: `p = (1 + permutations that score as well) / (1 + permutations)`.
 * Reference: Phipson & Smyth (2010), https://doi.org/10.2202/1544-6115.1585
 *
 * @param seed of the metric's splits, the same for all
 */
export async function permutationTest(
  audited: AuditedMetric,
  features: FeatureMatrix,
  recordings: Assembly,
  { permutations, random, seed }: PermutationSettings,
): Promise<PermutationTest> {
  const observed = await scoreFeatures(audited, features, recordings, seed);
  let asGood = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    const permuted = await permuteStimuli(features, random);
    const score = await scoreFeatures(audited, permuted, recordings, seed);
    if (merit(score) >= merit(observed)) asGood += 1;
  }
  return { value: observed.value, pValue: (1 + asGood) / (1 + permutations) };
}

/** How a permutation test is made. */
export interface PermutationSettings {
  /** 19 is the least with which a p-value reaches 0.05. */
  readonly permutations: number;
  readonly random: RandomState;
  readonly seed: number;
}
