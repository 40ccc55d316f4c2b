import type { Assembly, FeatureMatrix, StimulusSet, TimeBin } from '@ventral/arrays';
import type { Classifier } from './classifier.ts';
import type { ImageGradient } from './image-gradient.ts';
import type { WordPredictor } from './word-predictor.ts';

/** What a benchmark scores: something that can be shown stimuli and recorded from. */
export interface Candidate {
  /** The model's id, or the name of the file its features came from. */
  readonly id: string;
  /** Width of its field of view in degrees of visual angle; unknown for features from a file. */
  readonly visualDegrees?: number;
  /**
   * Shows the stimuli, images as wide as the set says they were, and records from the layer committed to
   * `region`.
   *
   * @param window the time after the onset in which it is recorded, for a candidate whose responses change
   *   over time; any other records the same whenever it is asked
   * @returns features with one row a stimulus, in the set's order
   * @throws VentralError `STIMULI_UNSUITABLE` for stimuli of a kind that it does not take
   */
  record(stimuli: StimulusSet<unknown>, region: string, window?: TimeBin): Promise<FeatureMatrix>;
  /**
   * The windows for which it commits layers of their own to a region.
   *
   * @default absent, or none: it says the same at all times
   */
  windows?(region: string): readonly TimeBin[];
  /**
   * Makes the candidate ready to name what is on images that are given as pixels.
   *
   * @default absent: features from a file name nothing
   * @throws VentralError `OPTION_INVALID` for a model without scores of classes
   */
  openClassifier?(): Promise<Classifier>;
  /**
   * Makes the candidate ready to say which word comes next.
   *
   * @default absent: it does not write
   */
  openWordPredictor?(): Promise<WordPredictor>;
  /**
   * Makes the response of a unit of the layer committed to `region` ready to be differentiated.
   *
   * @param unit index in the layer's values for one image
   * @default absent: the candidate cannot be differentiated
   * @throws VentralError `LAYER_REQUIRED`, `OPTION_INVALID`, `GRADIENT_UNAVAILABLE`
   */
  openUnit?(region: string, unit: number): Promise<ImageGradient>;
  /**
   * What it chose, where that was found elsewhere: along `presentation`, with the coordinates
   * `stimulus_id` and `choice`, and `part` where several parts of a data set are answered. A benchmark
   * of choices then shows it nothing.
   *
   * @default absent: the benchmark finds out
   */
  readonly choices?: Assembly;
}
