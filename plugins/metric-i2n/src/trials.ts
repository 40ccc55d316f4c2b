import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Choices between two objects, one of which was on the image, with labels as indices. */
export interface Trials {
  /** The images shown, ascending. */
  readonly images: readonly string[];
  /** The objects shown or offered, ascending. */
  readonly objects: readonly string[];
  /** For every image, index of the object on it. */
  readonly truthOf: Uint32Array;
  /** For every trial, index of its image. */
  readonly imageOf: Uint32Array;
  /** For every trial, index of the object that was offered but not shown. */
  readonly distractorOf: Uint32Array;
  /** For every trial, whether that object was chosen: 1 or 0. */
  readonly missed: Uint8Array;
}

/**
 * Reads two-choice trials from an assembly; what was chosen counts, not the values.
 *
 * @param target `presentation` with the coordinates `stimulus_id`, `sample_obj` (the object shown),
 *   `dist_obj` (the other one offered) and `choice`
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for a choice that was not offered, an image said to show
 *   two objects, or an object that was offered but is on no image
 */
export function readTrials(target: Assembly): Trials {
  if (target.dims.length !== 1 || target.dims[0] !== 'presentation') {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Trials are compared as [presentation], not as [${target.dims.join(', ')}].`,
      {
        hint: 'Give one value a trial, with the coordinates stimulus_id, sample_obj, dist_obj and choice.',
      },
    );
  }
  const stimulusIds = coordinate(target, 'stimulus_id').map(String);
  const samples = coordinate(target, 'sample_obj').map(String);
  const distractors = coordinate(target, 'dist_obj').map(String);
  const choices = coordinate(target, 'choice').map(String);
  const objectOn = new Map<string, string>();
  for (const [trial, image] of stimulusIds.entries()) {
    requireOffered(trial, samples[trial] as string, distractors[trial] as string, choices);
    const shown = objectOn.get(image);
    if (shown === undefined) objectOn.set(image, samples[trial] as string);
    else if (shown !== samples[trial]) throw twoObjects(image, shown, samples[trial] as string);
  }
  const images = sortedUnique(objectOn.keys());
  const objects = sortedUnique([...samples, ...distractors]);
  requireShown(objects, new Set(samples));
  const objectIndex = new Map(objects.map((object, index) => [object, index]));
  const imageIndex = new Map(images.map((image, index) => [image, index]));
  const indicesOf = (labels: readonly string[], index: ReadonlyMap<string, number>) =>
    Uint32Array.from(labels, (label) => index.get(label) as number);
  return {
    images,
    objects,
    truthOf: indicesOf(
      images.map((image) => objectOn.get(image) as string),
      objectIndex,
    ),
    imageOf: indicesOf(stimulusIds, imageIndex),
    distractorOf: indicesOf(distractors, objectIndex),
    missed: Uint8Array.from(choices, (choice, trial) => Number(choice === distractors[trial])),
  };
}

function requireOffered(
  trial: number,
  sample: string,
  distractor: string,
  choices: readonly string[],
): void {
  const choice = choices[trial];
  if (sample !== distractor && (choice === sample || choice === distractor)) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `In trial ${trial} of ${choices.length}, '${choice}' was chosen between '${sample}' and ` +
      `'${distractor}'.`,
    { hint: 'Every trial needs two objects, one of which was chosen. Leave out other trials.' },
  );
}

function twoObjects(image: string, first: string, second: string): VentralError {
  return new VentralError(
    'RESPONSES_INVALID',
    `The image '${image}' is said to show both '${first}' and '${second}'.`,
    { hint: 'Give each image an id of its own; sample_obj is the object that is on it.' },
  );
}

function requireShown(objects: readonly string[], shown: ReadonlySet<string>): void {
  const missing = objects.filter((object) => !shown.has(object));
  if (missing.length === 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${missing.length} of ${objects.length} objects were offered but are on no image: ` +
      `${missing.slice(0, 3).join(', ')}. How often they are mistaken for others is unknown.`,
    { hint: 'Leave out the trials in which they were offered, or add images of them.' },
  );
}
