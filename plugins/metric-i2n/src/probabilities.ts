import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import type { RandomState } from '@ventral/numerics';
import { type ResponseMatrix, responsesByProbability } from './response-matrix.ts';
import { type Signature, type SignatureId, signature } from './signature.ts';
import type { Trials } from './trials.ts';

/** The probabilities that a model gave to the objects of trials, each time it saw an image. */
export interface Probabilities {
  /** Row-major, `presentations x objects`, objects in the order of the trials'. */
  readonly values: Float64Array;
  /** For every image of the trials, the presentations of it. */
  readonly presentationsOf: readonly (readonly number[])[];
}

/**
 * Reads choice probabilities, or numbers in proportion to them, from an assembly.
 *
 * @param source `presentation x choice` with the coordinates `stimulus_id` and `choice`; an image may
 *   be presented several times, and choices that no trial offers are ignored
 * @throws VentralError `SHAPE_MISMATCH` for anything else, or without one of the trials' objects
 * @throws VentralError `STIMULI_MISMATCH` unless source and trials are about the same images
 * @throws VentralError `RESPONSES_INVALID` for a probability that is negative, NaN or infinite
 */
export function readProbabilities(source: Assembly, trials: Trials): Probabilities {
  const { dims, shape } = source;
  if (dims.length !== 2 || dims[0] !== 'presentation' || dims[1] !== 'choice') {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Choice probabilities are compared as [presentation, choice], not as [${dims.join(', ')}].`,
    );
  }
  const [presentationCount = 0, choiceCount = 0] = shape;
  const { images, objects } = trials;
  const columns = findColumns(coordinate(source, 'choice').map(String), objects);
  const stimulusIds = coordinate(source, 'stimulus_id').map(String);
  const presentationsOf = groupByImage(stimulusIds, images);
  const values = Float64Array.from({ length: presentationCount * objects.length }, (_, cell) => {
    const presentation = Math.floor(cell / objects.length);
    const object = cell % objects.length;
    const value = source.values[presentation * choiceCount + columns[object]!] as number;
    if (value >= 0 && Number.isFinite(value)) return value;
    throw new VentralError(
      'RESPONSES_INVALID',
      `The probability of '${objects[object]}' for the image '${stimulusIds[presentation]}' is ` +
        `${value}.`,
      { hint: 'Give probabilities (after the softmax), not scores.' },
    );
  });
  return { values, presentationsOf };
}

/** The signature of all presentations of each image together. */
export function wholeSignature(
  probabilities: Probabilities,
  trials: Trials,
  id: SignatureId,
): Signature {
  return signature(wholeResponses(probabilities, trials), id);
}

/** How often each object would be chosen, over all presentations of each image together. */
export function wholeResponses(
  { values, presentationsOf }: Probabilities,
  trials: Trials,
): ResponseMatrix {
  const size = trials.objects.length;
  const averages = new Float64Array(presentationsOf.length * size);
  for (const [image, presentations] of presentationsOf.entries()) {
    for (const presentation of presentations) {
      for (let object = 0; object < size; object++) {
        averages[image * size + object]! +=
          values[presentation * size + object]! / presentations.length;
      }
    }
  }
  return responsesByProbability(trials, averages);
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
  const half = (choose: (order: readonly number[], middle: number) => readonly number[]) => {
    const chosen = orders.map((order) => choose(order, Math.floor(order.length / 2)));
    return wholeSignature({ values, presentationsOf: chosen }, trials, id);
  };
  return [
    half((order, middle) => order.slice(0, middle)),
    half((order, middle) => order.slice(middle)),
  ];
}

function findColumns(choices: readonly string[], objects: readonly string[]): readonly number[] {
  const twice = choices.find(
    (choice, column) => objects.includes(choice) && choices.indexOf(choice) < column,
  );
  if (twice !== undefined) {
    throw new VentralError('SHAPE_MISMATCH', `There are several probabilities of '${twice}'.`, {
      hint: 'Give each choice one probability, under a name of its own.',
    });
  }
  const missing = objects.filter((object) => !choices.includes(object));
  if (missing.length === 0) return objects.map((object) => choices.indexOf(object));
  throw new VentralError(
    'SHAPE_MISMATCH',
    `${missing.length} of ${objects.length} objects of the trials have no probabilities ` +
      `(${missing.slice(0, 3).join(', ')}); there are some for ${choices.slice(0, 3).join(', ')}, ...`,
    { hint: 'Fit the readout on images of every object, under the names used in the trials.' },
  );
}

function groupByImage(
  stimulusIds: readonly string[],
  images: readonly string[],
): readonly (readonly number[])[] {
  const presentationsOf = new Map(images.map((image) => [image, [] as number[]]));
  for (const [row, id] of stimulusIds.entries()) presentationsOf.get(id)?.push(row);
  const missing = images.filter((image) => presentationsOf.get(image)?.length === 0);
  const unknown = [...new Set(stimulusIds)].filter((id) => !presentationsOf.has(id));
  if (missing.length === 0 && unknown.length === 0) return [...presentationsOf.values()];
  const problems = [
    ...describe(missing, `of ${images.length} images in the trials have no probabilities`),
    ...describe(unknown, 'images with probabilities are in no trial'),
  ];
  throw new VentralError('STIMULI_MISMATCH', `${problems.join('; ')}.`, {
    hint: 'Give probabilities for exactly the images that people judged, under the same ids.',
  });
}

function describe(images: readonly string[], what: string): string[] {
  if (images.length === 0) return [];
  const examples = images.slice(0, 3).map((image) => `'${image}'`);
  return [`${images.length} ${what} (${examples.join(', ')}${images.length > 3 ? ', ...' : ''})`];
}
