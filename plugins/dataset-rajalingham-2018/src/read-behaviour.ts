import type { Assembly, StimulusSet } from '@ventral/arrays';
import { openAssembly, readStimulusSet } from '@ventral/brainio';
import { VentralError } from '@ventral/errors';

/** People's choices on images, the images, and those that a readout is fitted on. */
export interface RajalinghamBehaviour {
  /** The images that people saw, 8 degrees wide. */
  readonly stimuli: StimulusSet;
  /**
   * Every choice between two objects, along `presentation`: 1 where it was the object on the image,
   * else 0. Among the coordinates are `stimulus_id`, `sample_obj` (the object on the image),
   * `dist_obj` (the other one offered) and `choice`.
   */
  readonly trials: Assembly;
  /** Images, 8 degrees wide, on which a model may learn to name objects; the very `stimuli` of `public`. */
  readonly fittingStimuli: StimulusSet;
  /** The object on each of the `fittingStimuli`, one of 24. */
  readonly fittingLabels: readonly string[];
}

/** Where a set of images lies. */
export interface StimulusPaths {
  /** Name of the set. */
  readonly id: string;
  /** Path of its table, one row an image. */
  readonly csv: string;
  /** Path of the zip with the images. */
  readonly zip: string;
}

/** Where behaviour lies. */
export interface BehaviourPaths {
  /** Path of the choices, in netCDF-4. */
  readonly trials: string;
  readonly stimuli: StimulusPaths;
  /** @default the same as `stimuli` */
  readonly fittingStimuli?: StimulusPaths;
}

/** Width of the images in degrees of visual angle, as Brain-Score states it. */
const degrees = 8;

/**
 * Reads behaviour in the layout of Rajalingham2018 from files on disk.
 *
 * Memory grows with the trials, by about 8 bytes for each coordinate; images are decoded when they
 * are asked for.
 *
 * @param signal ends the reading
 * @throws VentralError `FILE_UNREADABLE` where a file is missing
 * @throws VentralError `DATA_CORRUPT` where one is damaged, or does not say what is on the images to
 *   fit on
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function readBehaviour(
  { trials, stimuli, fittingStimuli }: BehaviourPaths,
  signal?: AbortSignal,
): Promise<RajalinghamBehaviour> {
  const file = await openAssembly(trials);
  const shown = await readStimuli(stimuli);
  const fitting = fittingStimuli ?? stimuli;
  const toFit = fittingStimuli === undefined ? shown : await readStimuli(fittingStimuli);
  return Object.freeze({
    stimuli: shown,
    trials: await file.read(signal === undefined ? {} : { signal }),
    fittingStimuli: toFit,
    fittingLabels: labelsOf(toFit, fitting.csv),
  });
}

function readStimuli({ id, csv, zip }: StimulusPaths): Promise<StimulusSet> {
  return readStimulusSet(csv, zip, { id, degrees });
}

function labelsOf({ columns }: StimulusSet, csv: string): readonly string[] {
  const labels = columns?.image_label;
  if (labels?.every((label) => typeof label === 'string')) return labels;
  throw new VentralError(
    'DATA_CORRUPT',
    `The table ${csv} does not name the object on each image in a column 'image_label'.`,
  );
}
