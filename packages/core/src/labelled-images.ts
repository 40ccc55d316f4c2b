import type { StimulusSet } from '@ventral/arrays';

/** Images, and the class of each. */
export interface LabelledImages {
  readonly stimuli: StimulusSet;
  /** The class of each stimulus, in their order: an index into `classes`. */
  readonly labels: readonly number[];
  /** Names of all classes, in the order in which a model that was trained on them scores them. */
  readonly classes: readonly string[];
}
