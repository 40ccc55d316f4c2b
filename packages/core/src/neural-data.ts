import type { Assembly, RgbImage, StimulusSet, TimeBin } from '@ventral/arrays';

/** Recordings of one region. */
export interface Recordings {
  /**
   * `presentation x neuroid`, with coordinates `stimulus_id` and `neuroid_id`. With a third dimension
   * `time_bin`, labelled `time_bin_start` and `time_bin_end` in milliseconds, they are averaged over it, but
   * where a score over time is asked for.
   */
  readonly recordings: Assembly;
  /**
   * Single trials, `presentation x neuroid` with the coordinate `repetition` as well, where the data
   * hold them; a function where they are read apart. In the time bins of the recordings, where these have
   * any.
   */
  readonly trials?: Assembly | (() => Promise<Assembly>);
  /** The recordings in each of several windows of time, the earliest first, where they are read apart. */
  readonly overTime?: () => Promise<readonly WindowRecordings[]>;
}

/** Recordings of one region in a window of time; neither they nor their trials have time bins. */
export interface WindowRecordings extends Omit<Recordings, 'overTime'> {
  readonly window: TimeBin;
}

/** Recordings and the stimuli they were made with: images, or what the data set says. */
export interface NeuralData<Content = RgbImage> extends Recordings {
  readonly stimuli: StimulusSet<Content>;
}

/** Recordings of several regions, read one by one, and the stimuli they were made with. */
export interface RegionalData<Content = RgbImage> {
  readonly stimuli: StimulusSet<Content>;
  region(name: string): Promise<Recordings>;
}
