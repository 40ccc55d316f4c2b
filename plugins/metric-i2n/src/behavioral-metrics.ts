import type { Assembly } from '@ventral/arrays';
import { defineMetric, type Metric, type MetricContext, type Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import * as v from 'valibot';
import { citation } from './citation.ts';
import { correlateSignatures } from './correlate-signatures.ts';
import { type TrialHalvesOptions, trialHalvesEntries } from './options.ts';
import { readProbabilities } from './probabilities.ts';
import { responsesInTrials } from './response-matrix.ts';
import { scoreHalves } from './score-halves.ts';
import { type SignatureId, signature } from './signature.ts';
import { halfSignatures, wholeSignature } from './source-signatures.ts';
import { readTrials } from './trials.ts';

/** What can be chosen about a comparison of choices. */
export interface BehavioralOptions extends TrialHalvesOptions {
  /**
   * Whether to divide by the square root of the model's own reliability, `r_ss`, measured between
   * halves of its presentations of each image. Only for models that answer differently every time;
   * today's Brain-Score does not.
   * @default false
   */
  readonly sourceReliability: boolean;
}

const options: v.GenericSchema<unknown, BehavioralOptions> = v.strictObject({
  ...trialHalvesEntries,
  sourceReliability: v.optional(
    v.pipe(
      v.boolean(),
      v.description("Divides by the square root of the model's own split-half reliability."),
    ),
    false,
  ),
});

/** Images, on average over the other objects. */
export const i1: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'i1',
  'Choices by image, averaged over alternatives',
);

/** Images, on average over the other objects, without what is common to images of an object. */
export const i1n: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'i1n',
  'Choices by image, averaged over alternatives, without object means',
);

/** Images against each other object. */
export const i2: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'i2',
  'Choices by image and alternative',
);

/**
 * Images against each other object, without what is common to images of an object: Brain-Score's
 * behavioural benchmark.
 *
 * The source gives probabilities, `presentation x choice`; the target holds trials, `presentation`
 * with the coordinates `stimulus_id`, `sample_obj`, `dist_obj` and `choice`.
 *
 * Method: d' of every image against every other object, from the probabilities and from half of the
 * trials ({@link imageDiscriminability}), minus its mean over images of the same object; Pearson's
 * r between the two; the mean over two random halves.
 * Reference: Rajalingham, Issa et al. (2018), https://doi.org/10.1523/JNEUROSCI.0388-18.2018
 *
 * Time grows with trials, and with images x objects, as memory does.
 */
export const i2n: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'i2n',
  'Choices by image and alternative, without object means',
);

/** Objects, on average over the other objects. */
export const o1: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'o1',
  'Choices by object, averaged over alternatives',
);

/** Objects against each other object. */
export const o2: Metric<BehavioralOptions, 'probabilities'> = behavioralMetric(
  'o2',
  'Choices by object and alternative',
);

function behavioralMetric(
  id: SignatureId,
  title: string,
): Metric<BehavioralOptions, 'probabilities'> {
  return defineMetric({
    id,
    title,
    citation,
    source: 'probabilities',
    better: 'higher',
    options,
    compare: (source, target, chosen, context) => compare(id, source, target, chosen, context),
  });
}

async function compare(
  id: SignatureId,
  source: Assembly,
  target: Assembly,
  chosen: BehavioralOptions,
  context: MetricContext,
): Promise<Score> {
  const trials = readTrials(target);
  const probabilities = readProbabilities(source, trials);
  const random = new RandomState(chosen.seed);
  return scoreHalves(trials.imageOf.length, chosen, context, ({ train }) => {
    const people = signature(responsesInTrials(trials, train), id);
    if (!chosen.sourceReliability) {
      const model = wholeSignature(probabilities, trials, id);
      return correlateSignatures(model, people, chosen.skipUndefined);
    }
    const [model, again] = halfSignatures(probabilities, trials, id, random);
    const { r, skipped } = correlateSignatures(model, people, chosen.skipUndefined);
    return { r: r / Math.sqrt(reliability(correlateSignatures(again, model, true).r)), skipped };
  });
}

function reliability(r: number): number {
  if (r > 0) return r;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The reliability of the model's choices is ${r}: its presentations do not agree.`,
    { hint: 'Present each image more often, or leave the option sourceReliability off.' },
  );
}
