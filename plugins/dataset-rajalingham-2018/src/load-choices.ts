import { type BrainioPart, fetchStimulusSet, openAssembly } from '@ventral/brainio';
import type { ObjectChoices, RunContext } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fetchFile } from '@ventral/files';

/** Width of the images in degrees of visual angle, as Brain-Score states it. */
export const degrees = 8;

/**
 * Loads choices in the layout of Rajalingham2018, fetching what is not at hand.
 *
 * Memory grows with the trials, by about 8 bytes for each coordinate; images are decoded when they
 * are asked for.
 *
 * @param part what subjects saw and chose
 * @param fitting whose images a readout is fitted on; they may be the same
 * @throws VentralError `DATA_CORRUPT` where a file is damaged, or does not say what is on the images
 *   to fit on
 * @throws VentralError what `fetchFile` of @ventral/files throws
 */
export async function loadChoices(
  part: BrainioPart,
  fitting: BrainioPart,
  context: RunContext,
): Promise<ObjectChoices> {
  const file = await openAssembly(await fetchFile(part.files.assembly, context));
  const stimuli = await fetchStimulusSet(part, degrees, context);
  const fittingStimuli =
    part === fitting ? stimuli : await fetchStimulusSet(fitting, degrees, context);
  const labels = fittingStimuli.columns?.image_label;
  if (!labels?.every((label) => typeof label === 'string')) {
    throw new VentralError(
      'DATA_CORRUPT',
      `The table ${fitting.files.csv.path} does not name the object on each image in a column 'image_label'.`,
    );
  }
  const { signal } = context;
  const trials = await file.read({ signal });
  return Object.freeze({ stimuli, trials, fittingStimuli, fittingLabels: labels });
}
