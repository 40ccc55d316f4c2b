import {
  type Assembly,
  averageTimeBins,
  averageWindows,
  createAssembly,
  type StimulusSet,
  splitTimeBins,
  type TimeBin,
  transpose,
} from '@ventral/arrays';
import { averageRepetition } from './average-repetition.ts';
import { mergeStimuli } from './merge-stimuli.ts';
import { openAssembly } from './open-assembly.ts';

/** How recordings become responses. */
export interface RegionSettings {
  /**
   * The bins over which responses are averaged, in milliseconds after the onset of the image.
   * @default all that there are
   */
  readonly timeBins?: readonly TimeBin[];
  /**
   * The labels of neuroids that are kept.
   * @default all that there are
   */
  readonly neuroidLabels?: readonly string[];
  /**
   * The windows, in milliseconds, that are compared one by one over time: in each, the bins that lie within
   * it are averaged.
   * @default the bins themselves
   */
  readonly windows?: readonly TimeBin[];
}

/** The recordings of one region in one window of time. */
export interface BrainioWindow {
  readonly window: TimeBin;
  readonly recordings: Assembly;
  readonly trials: Assembly;
}

/** The recordings of one region, as averages and as single trials. */
export interface BrainioRegion {
  /**
   * Averaged over repetitions, `presentation x neuroid`: one row a stimulus, ascending by id.
   * Neuroids are in the order of the file.
   */
  readonly recordings: Assembly;
  /** Every presentation, `presentation x neuroid`, with the coordinate `repetition` as well. */
  readonly trials: Assembly;
  /** The same in each window of time, read anew; 4 bytes for each presentation of each neuroid and bin. */
  overTime(): Promise<readonly BrainioWindow[]>;
}

/**
 * Reads the recordings of one region, and no other; presentations are labelled with the columns of
 * their stimuli.
 *
 * Memory, for each presentation of each neuroid: 8 bytes while reading and half of it after, where
 * there is one time bin (200 MB for the 148,480 presentations of 168 IT neuroids of MajajHong2015);
 * else 4 bytes a bin while reading.
 *
 * @param path of a netCDF-4 file with dimensions presentation, neuroid and time_bin, in any order
 * @throws VentralError `OPTION_INVALID` where nothing was recorded in the region, or not in the
 * time bins
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT` where the file cannot be read
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function readRegion(
  path: string,
  stimuli: StimulusSet,
  region: string,
  { timeBins, neuroidLabels, windows }: RegionSettings = {},
  signal?: AbortSignal,
): Promise<BrainioRegion> {
  const bins = timeBins && {
    time_bin_start: timeBins.map(([start]) => start),
    time_bin_end: timeBins.map(([, end]) => end),
  };
  const file = await openAssembly(path);
  const read = () => file.read({ select: { region, ...bins }, ...(signal && { signal }) });
  const labelled = (recorded: Assembly): Assembly => {
    const kept = Object.entries(recorded.coords).filter(
      ([name, { dim }]) => dim !== 'neuroid' || (neuroidLabels?.includes(name) ?? true),
    );
    return createAssembly({ ...recorded, coords: Object.fromEntries(kept) });
  };
  const responses = transpose(averageTimeBins(await read()), ['presentation', 'neuroid']);
  const trials = mergeStimuli(labelled(responses), stimuli);
  return Object.freeze({
    recordings: averageRepetition(trials),
    trials,
    async overTime() {
      const recorded = await read();
      const binned = windows === undefined ? recorded : averageWindows(recorded, windows);
      return splitTimeBins(binned).map(({ window, recordings }) => {
        const presented = mergeStimuli(labelled(recordings), stimuli);
        return { window, recordings: averageRepetition(presented), trials: presented };
      });
    },
  });
}
