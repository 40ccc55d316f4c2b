import { type Assembly, createAssembly, type StimulusSet, transpose } from '@ventral/arrays';
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

// Of each bin of the analysed window, in milliseconds after the onset of the image.
const binStarts = Array.from({ length: 150 }, (_, bin) => 50 + bin);
const binEnds = binStarts.map((start) => start + 1);

const neuroidLabels = ['neuroid_id', 'region'];

/**
 * Reads the recordings of one region, and no other, from a file laid out like those of
 * FreemanZiemba2013, averaged over the 150 bins of a millisecond from 50 to 200 ms; presentations
 * are labelled with the columns of their stimuli, neuroids with `neuroid_id` and `region`.
 *
 * Memory is 4 bytes for each bin of each presentation of each neuroid while reading: 165 MB for
 * 102 V1 neuroids and 135 images shown 20 times.
 *
 * @param path of a netCDF-4 file with dimensions presentation, neuroid and time_bin, in any order
 * @throws VentralError `OPTION_INVALID` where nothing was recorded in the region, or not in those
 * bins
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
  const spikes = await file.read({
    select: { region, time_bin_start: binStarts, time_bin_end: binEnds },
    ...(signal === undefined ? {} : { signal }),
  });
  const rates = transpose(averageTimeBins(spikes), ['presentation', 'neuroid']);
  const trials = mergeStimuli(keepNeuroidLabels(rates), stimuli);
  return Object.freeze({ recordings: averageRepetition(trials), trials });
}

function keepNeuroidLabels(rates: Assembly): Assembly {
  const kept = Object.entries(rates.coords).filter(
    ([name, { dim }]) => dim !== 'neuroid' || neuroidLabels.includes(name),
  );
  return createAssembly({ ...rates, coords: Object.fromEntries(kept) });
}
