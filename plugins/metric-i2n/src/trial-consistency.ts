import { defineMetric, type Metric } from '@ventral/core';
import * as v from 'valibot';
import { citation } from './citation.ts';
import { correlateSignatures } from './correlate-signatures.ts';
import { type TrialHalvesOptions, trialHalvesEntries } from './options.ts';
import { responsesInTrials } from './response-matrix.ts';
import { scoreHalves } from './score-halves.ts';
import { type SignatureId, signature, signatureIds } from './signature.ts';
import { readTrials } from './trials.ts';

/** What can be chosen about trial consistency. */
export interface TrialConsistencyOptions extends TrialHalvesOptions {
  /**
   * The pattern that is compared between halves of the trials.
   * @default 'i2n'
   */
  readonly signature: SignatureId;
}

const options: v.GenericSchema<unknown, TrialConsistencyOptions> = v.strictObject({
  ...trialHalvesEntries,
  signature: v.optional(
    v.pipe(
      v.picklist(signatureIds),
      v.description('The pattern that is compared between halves of the trials.'),
    ),
    'i2n',
  ),
});

/**
 * How well one half of people's trials agrees with the other: the ceiling of the behavioural
 * metrics, over the same halves, without Spearman-Brown correction. The target holds trials, as
 * that of {@link i2n}.
 */
export const trialConsistency: Metric<TrialConsistencyOptions, 'none'> = defineMetric({
  id: 'trial_consistency',
  title: 'Agreement between halves of behavioural trials',
  citation,
  source: 'none',
  better: 'higher',
  options,
  compare(_source, target, chosen, context) {
    const trials = readTrials(target);
    return scoreHalves(trials.imageOf.length, chosen, context, ({ train, test }) => {
      const [first, second] = [train, test].map((half) =>
        signature(responsesInTrials(trials, half), chosen.signature),
      ) as [ReturnType<typeof signature>, ReturnType<typeof signature>];
      return correlateSignatures(first, second, chosen.skipUndefined);
    });
  },
});
