import type { StimulusSet } from '@ventral/arrays';
import { readStimulusSet } from '@ventral/brainio';
import type { RunContext } from '@ventral/core';
import { fetchFile } from '@ventral/files';
import type { FreemanZiembaFiles } from './part-files.ts';
import { type RegionRecordings, readRegion } from './read-region.ts';

/** One part of the recordings, with its stimuli. */
export interface FreemanZiemba2013 {
  /**
   * Textures and noise of the same spectrum seen through a round aperture, 4 degrees wide. Columns:
   * `texture_type` (`texture` or `noise`) and `texture_family`, among others.
   */
  readonly stimuli: StimulusSet;
  /**
   * Reads the recordings of `V1` or `V2`, in spikes per millisecond over 50 to 200 ms after the
   * onset of the image, with coordinates `stimulus_id`, the columns of the stimuli, `neuroid_id`
   * and `region`.
   */
  region(name: string): Promise<RegionRecordings>;
}

// Of the images, in degrees of visual angle.
const degrees = 4;

/**
 * Loads files laid out like those of FreemanZiemba2013, such as recordings of other cells; fetches
 * those that are not at hand.
 *
 * @throws VentralError what `fetchFile` of @ventral/files and `readStimulusSet` of @ventral/brainio
 * throw
 */
export async function loadPart(
  { stimulusSet, assembly, csv, zip }: FreemanZiembaFiles,
  context: RunContext,
): Promise<FreemanZiemba2013> {
  const csvPath = await fetchFile(csv, context);
  const zipPath = await fetchFile(zip, context);
  const assemblyPath = await fetchFile(assembly, context);
  const stimuli = await readStimulusSet(csvPath, zipPath, { id: stimulusSet, degrees });
  return Object.freeze({
    stimuli,
    region: (name: string) => readRegion(assemblyPath, stimuli, name, context.signal),
  });
}
