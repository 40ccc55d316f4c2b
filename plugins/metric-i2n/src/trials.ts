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

const kept = new WeakMap<Assembly, Trials>();

/**
 * Reads two-choice trials from an assembly; what was chosen counts, not the values. Those of an assembly that
 * was read before are the same object: a benchmark compares many models with the same trials.
 *
 * @param target `presentation` with the coordinates `stimulus_id`, `sample_obj` (the object shown),
 *   `dist_obj` (the other one offered) and `choice`
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for a choice that was not offered, an image said to show
 *   two objects, or an object that was offered but is on no image
 */
export function readTrials(target: Assembly): Trials {
  const trials = kept.get(target) ?? labelledTrials(target);
  kept.set(target, trials);
  return trials;
}

function labelledTrials(target: Assembly): Trials {
  if (target.dims.length !== 1 || target.dims[0] !== 'presentation') {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Trials are compared as [presentation], not as [${target.dims.join(', ')}].`,
      {
        hint: 'Give one value a trial, with the coordinates stimulus_id, sample_obj, dist_obj and choice.',
      },
    );
  }
  const label = (name: string) => coordinate(target, name).map(String);
  const stimulusIds = label('stimulus_id');
  const [samples, distractors, choices] = [label('sample_obj'), label('dist_obj'), label('choice')];
  const objectOn = new Map<string, string>();
  for (const [trial, image] of stimulusIds.entries()) {
    const [sample, distractor, choice] = [samples[trial]!, distractors[trial]!, choices[trial]];
    if (sample === distractor || (choice !== sample && choice !== distractor)) {
      throw invalid(
        `In trial ${trial} of ${choices.length}, '${choice}' was chosen between '${sample}' and ` +
          `'${distractor}'.`,
        'Every trial needs two objects, one of which was chosen. Leave out other trials.',
      );
    }
    const shown = objectOn.get(image) ?? sample;
    if (shown !== sample) {
      throw invalid(
        `The image '${image}' is said to show both '${shown}' and '${sample}'.`,
        'Give each image an id of its own; sample_obj is the object that is on it.',
      );
    }
    objectOn.set(image, sample);
  }
  const objects = sortedUnique([...samples, ...distractors]);
  const shown = new Set(samples);
  const missing = objects.filter((object) => !shown.has(object));
  if (missing.length > 0) {
    throw invalid(
      `${missing.length} of ${objects.length} objects were offered but are on no image: ` +
        `${missing.slice(0, 3).join(', ')}. How often they are mistaken for others is unknown.`,
      'Leave out the trials in which they were offered, or add images of them.',
    );
  }
  const images = sortedUnique(objectOn.keys());
  return {
    images,
    objects,
    truthOf: indicesIn(
      objects,
      images.map((image) => objectOn.get(image)!),
    ),
    imageOf: indicesIn(images, stimulusIds),
    distractorOf: indicesIn(objects, distractors),
    missed: Uint8Array.from(choices, (choice, trial) => Number(choice === distractors[trial])),
  };
}

function indicesIn(known: readonly string[], labels: readonly string[]): Uint32Array {
  const index = new Map(known.map((label, position) => [label, position]));
  return Uint32Array.from(labels, (label) => index.get(label) as number);
}

function invalid(what: string, hint: string): VentralError {
  return new VentralError('RESPONSES_INVALID', what, { hint });
}
