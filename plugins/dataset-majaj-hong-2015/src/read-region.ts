import { type Assembly, type StimulusSet, transpose } from '@ventral/arrays';
import { averageRepetition, averageTimeBins, mergeStimuli, openAssembly } from '@ventral/brainio';

/** The recordings of one region, as averages and as single trials. */
export interface RegionRecordings {
  /**
   * Averaged over repetitions, `presentation x neuroid`: one row a stimulus, ascending by id.
   * Neuroids are in the order of the file.
   */
  readonly recordings: Assembly;
  /** Every presentation, `presentation x neuroid`, with the coordinate `repetition` as well. */
  readonly trials: Assembly;
}

/**
 * Reads the recordings of one region, and no other, from a file laid out like those of
 * MajajHong2015; presentations are labelled with the columns of their stimuli.
 *
 * Memory is 8 bytes for each presentation of each neuroid while reading, half of it after: 200 MB
 * for the 148,480 presentations of 168 IT neuroids.
 *
 * @param path of a netCDF-4 file with dimensions presentation, neuroid and time_bin, in any order
 * @throws VentralError `OPTION_INVALID` where nothing was recorded in the region
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT` where the file cannot be read
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function readRegion(
  path: string,
  stimuli: StimulusSet,
  region: string,
  signal?: AbortSignal,
): Promise<RegionRecordings> {
  const file = await openAssembly(path);
  const recorded = await file.read({
    select: { region },
    ...(signal === undefined ? {} : { signal }),
  });
  // One bin, of 70 to 170 ms.
  const responses = transpose(averageTimeBins(recorded), ['presentation', 'neuroid']);
  const trials = mergeStimuli(responses, stimuli);
  return Object.freeze({ recordings: averageRepetition(trials), trials });
}
