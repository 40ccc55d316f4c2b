import { VentralError } from '@ventral/errors';
import type { RandomState } from '@ventral/numerics';
import { averageProbabilities, type Probabilities } from './probabilities.ts';
import { responsesByProbability } from './response-matrix.ts';
import { type Signature, type SignatureId, signature } from './signature.ts';
import type { Trials } from './trials.ts';

/** The signature of all presentations of each image together. */
export function wholeSignature(
  { values, presentationsOf }: Probabilities,
  trials: Trials,
  id: SignatureId,
): Signature {
  const average = averageProbabilities(values, presentationsOf, trials.objects.length);
  return signature(responsesByProbability(trials, average), id);
}

/**
 * The signatures of either half of the presentations of each image, drawn at random.
 *
 * @throws VentralError `RESPONSES_INVALID` for an image that was presented only once
 */
export function halfSignatures(
  { values, presentationsOf }: Probabilities,
  trials: Trials,
  id: SignatureId,
  random: RandomState,
): [Signature, Signature] {
  const once = presentationsOf.findIndex((presentations) => presentations.length < 2);
  if (once !== -1) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The model saw the image '${trials.images[once]}' once: how reliable its choices are cannot ` +
        'be measured.',
      { hint: 'Present each image several times, or leave the option sourceReliability off.' },
    );
  }
  const orders = presentationsOf.map((presentations) => random.permutation(presentations));
  const part = (choose: (order: readonly number[]) => readonly number[]) => {
    const average = averageProbabilities(values, orders.map(choose), trials.objects.length);
    return signature(responsesByProbability(trials, average), id);
  };
  return [
    part((order) => order.slice(0, Math.floor(order.length / 2))),
    part((order) => order.slice(Math.floor(order.length / 2))),
  ];
}
