import type { StimulusSet } from '@ventral/arrays';

/** Images that each belong to one class: what a network that classifies is tested on. */
export interface LabelledImages {
  /** Its column `truth` says the class of each image by name. */
  readonly stimuli: StimulusSet;
  /** The class of each stimulus, in their order: its index in `classes`, from 0. */
  readonly labels: readonly number[];
  /** Names of the classes, each once, in the order of the outputs of networks that tell them apart. */
  readonly classes: readonly string[];
}
