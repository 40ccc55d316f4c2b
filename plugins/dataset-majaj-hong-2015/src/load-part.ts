import type { StimulusSet } from '@ventral/arrays';
import { readStimulusSet } from '@ventral/brainio';
import type { RunContext } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import type { MajajHongFiles } from './part-files.ts';
import { type RegionRecordings, readRegion } from './read-region.ts';

/** One part of the recordings, with its stimuli. */
export interface MajajHong2015 {
  /**
   * Images of 64 objects on natural scenes, 8 degrees wide. Columns: `object_name`,
   * `category_name`, `variation` and the pose of the object, among others.
   */
  readonly stimuli: StimulusSet;
  /**
   * Reads the recordings of `V4` or `IT`, of 70 to 170 ms after the onset of the image, with
   * coordinates `stimulus_id`, the columns of the stimuli, `neuroid_id`, `region` and `animal`
   * among others.
   */
  region(name: string): Promise<RegionRecordings>;
}

// Of the images, in degrees of visual angle.
const degrees = 8;

/**
 * Loads files laid out like those of MajajHong2015, such as recordings of other sites; fetches
 * those that are not at hand.
 *
 * @throws VentralError what `fetchFile` of @ventral/files and `readStimulusSet` of @ventral/brainio
 * throw
 */
export async function loadPart(
  { stimulusSet, assembly, csv, zip }: MajajHongFiles,
  context: RunContext,
): Promise<MajajHong2015> {
  const csvPath = await fetchFile(csv, context);
  const zipPath = await fetchFile(zip, context);
  const assemblyPath = await fetchFile(assembly, context);
  const stimuli = await readStimulusSet(csvPath, zipPath, { id: stimulusSet, degrees });
  return Object.freeze({
    stimuli,
    region: (name: string) => readRegion(assemblyPath, stimuli, name, context.signal),
  });
}
