import type { Candidate, RunContext, Score } from '@ventral/core';
import type { RajalinghamBehaviour } from '@ventral/dataset-rajalingham-2018';
import { type BehavioralOptions, ceiledScore, i2n, trialConsistency } from '@ventral/metric-i2n';
import { readOut } from './read-out.ts';

/** What differs between the benchmarks. */
export interface Conditions {
  /** Whether the ceiling leaves out what has no d' in one half of the trials. */
  readonly ceilingSkipsUndefined: boolean;
}

/**
 * How alike the choices of a candidate and of people are, image by image, related to how alike
 * those of two halves of their trials are, half by half.
 *
 * @param options of the metric, that differ from its defaults
 */
export async function scoreChoices(
  candidate: Candidate,
  behaviour: RajalinghamBehaviour,
  { ceilingSkipsUndefined }: Conditions,
  context: RunContext,
  options: Partial<BehavioralOptions> = {},
): Promise<Score> {
  const probabilities = await readOut(candidate, behaviour, context);
  const score = await i2n.compare(probabilities, behaviour.trials, options, context);
  // Over the same halves as the score.
  const { seed } = options;
  const ceiling = await trialConsistency.compare(
    undefined,
    behaviour.trials,
    { ...(seed === undefined ? {} : { seed }), skipUndefined: ceilingSkipsUndefined },
    context,
  );
  return ceiledScore(score, ceiling);
}
