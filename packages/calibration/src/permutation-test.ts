import type { Assembly } from '@ventral/arrays';
import type { MetricSources } from '@ventral/core';
import type { RandomState } from '@ventral/numerics';
import { type AuditedMetric, merit, scoreSource } from './audited-metric.ts';
import type { AuditedSource, Subject } from './subject.ts';

/** A model's score, and how often chance does as well. */
export interface PermutationTest {
  readonly value: number;
  /** In (0, 1]; uniform on its steps of `1 / (permutations + 1)` for a model without relation. */
  readonly pValue: number;
}

/**
 * Tests whether a model scores better than chance, by giving what it says to other stimuli.
 *
 * Method: `p = (1 + permutations that score as well) / (1 + permutations)`.
 * Reference: Phipson & Smyth (2010), https://doi.org/10.2202/1544-6115.1585
 *
 * @param seed of the metric's splits, the same for all
 */
export async function permutationTest<Source extends AuditedSource>(
  audited: AuditedMetric<Source>,
  { permuteStimuli }: Subject<Source>,
  source: MetricSources[Source],
  target: Assembly,
  { permutations, random, seed }: PermutationSettings,
): Promise<PermutationTest> {
  const observed = await scoreSource(audited, source, target, seed);
  let asGood = 0;
  for (let permutation = 0; permutation < permutations; permutation++) {
    const permuted = permuteStimuli(source, random);
    const score = await scoreSource(audited, permuted, target, seed);
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
