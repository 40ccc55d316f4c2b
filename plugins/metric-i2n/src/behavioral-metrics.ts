import { defineMetric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { RandomState, type Split } from '@ventral/numerics';
import * as v from 'valibot';
import {
  halfSignatures,
  readProbabilities,
  wholeResponses,
  wholeSignature,
} from './probabilities.ts';
import { resampleHalves } from './resample-halves.ts';
import { responsesInTrials } from './response-matrix.ts';
import {
  type Agreement,
  correlateSignatures,
  type SignatureId,
  signature,
  signatureIds,
} from './signature.ts';
import { compareHalves, trialHalvesOptions } from './trial-halves.ts';
import { readTrials } from './trials.ts';

const common = {
  citation:
    'Rajalingham, Issa et al. (2018), Large-scale, high-resolution comparison of the core visual ' +
    'object recognition behavior of humans, monkeys, and state-of-the-art deep artificial neural ' +
    'networks, Journal of Neuroscience. https://doi.org/10.1523/JNEUROSCI.0388-18.2018',
  better: 'higher',
} as const;

/** Images, on average over the other objects. */
export const i1 = behavioralMetric('i1', 'Choices by image, averaged over alternatives');

/** Images, on average over the other objects, without what is common to images of an object. */
export const i1n = behavioralMetric(
  'i1n',
  'Choices by image, averaged over alternatives, without object means',
);

/** Images against each other object. */
export const i2 = behavioralMetric('i2', 'Choices by image and alternative');

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
export const i2n = behavioralMetric(
  'i2n',
  'Choices by image and alternative, without object means',
);

/** Objects, on average over the other objects. */
export const o1 = behavioralMetric('o1', 'Choices by object, averaged over alternatives');

/** Objects against each other object. */
export const o2 = behavioralMetric('o2', 'Choices by object and alternative');

function behavioralMetric(id: SignatureId, title: string) {
  return defineMetric({
    ...common,
    id,
    title,
    source: 'probabilities',
    options: v.object({
      ...trialHalvesOptions,
      // Only for models that answer differently every time; today's Brain-Score does not.
      sourceReliability: v.optional(
        v.pipe(
          v.boolean(),
          v.description("Divides by the square root of the model's own split-half reliability."),
        ),
        false,
      ),
    }),
    compareTarget(source, target, { seed, skipUndefined, sourceReliability }, run) {
      const trials = readTrials(target);
      const probabilities = readProbabilities(source, trials);
      const random = new RandomState(seed);
      const measure = ({ train }: Split): Agreement => {
        const people = signature(responsesInTrials(trials, train), id);
        if (!sourceReliability) {
          const model = wholeSignature(probabilities, trials, id);
          return correlateSignatures(model, people, skipUndefined);
        }
        const [model, again] = halfSignatures(probabilities, trials, id, random);
        const { r, skipped } = correlateSignatures(model, people, skipUndefined);
        const own = correlateSignatures(again, model, true).r;
        if (own > 0) return { r: r / Math.sqrt(own), skipped };
        throw new VentralError(
          'RESPONSES_INVALID',
          `The reliability of the model's choices is ${own}: its presentations do not agree.`,
          { hint: 'Present each image more often, or leave the option sourceReliability off.' },
        );
      };
      return compareHalves(trials, seed, run, measure, (splits) =>
        sourceReliability
          ? "The model's own reliability (sourceReliability) is not drawn again."
          : resampleHalves(trials, splits, id, wholeResponses(probabilities, trials)),
      );
    },
  });
}

/**
 * How well one half of people's trials agrees with the other: the ceiling of the behavioural
 * metrics, over the same halves, without Spearman-Brown correction. The target holds trials, as
 * that of {@link i2n}.
 */
export const trialConsistency = defineMetric({
  ...common,
  id: 'trial_consistency',
  title: 'Agreement between halves of behavioural trials',
  source: 'none',
  options: v.object({
    ...trialHalvesOptions,
    signature: v.optional(
      v.pipe(
        v.picklist(signatureIds),
        v.description('The pattern that is compared between halves of the trials.'),
      ),
      'i2n',
    ),
  }),
  compareTarget(_source, target, { seed, skipUndefined, signature: id }, run) {
    const trials = readTrials(target);
    const of = (half: readonly number[]) => signature(responsesInTrials(trials, half), id);
    return compareHalves(
      trials,
      seed,
      run,
      ({ train, test }) => correlateSignatures(of(train), of(test), skipUndefined),
      (splits) => resampleHalves(trials, splits, id),
    );
  },
});
