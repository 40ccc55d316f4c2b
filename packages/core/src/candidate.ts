import type { Assembly, FeatureMatrix, StimulusSet } from '@ventral/arrays';

/** What a benchmark scores: something that can be shown stimuli and recorded from. */
export interface Candidate {
  /** The model's id, or the name of the file its features came from. */
  readonly id: string;
  /** Width of its field of view in degrees of visual angle; unknown for features from a file. */
  readonly visualDegrees?: number;
  /**
   * Shows the stimuli, as wide as the set says they were, and records from the layer committed to
   * `region`.
   *
   * @returns features with one row a stimulus, in the set's order
   */
  record(stimuli: StimulusSet, region: string): Promise<FeatureMatrix>;
  /**
   * What it chose, where that was found elsewhere: along `presentation`, with the coordinates
   * `stimulus_id` and `choice`, and `part` where several parts of a data set are answered. A benchmark
   * of choices then shows it nothing.
   *
   * @default absent: the benchmark finds out
   */
  readonly choices?: Assembly;
}
