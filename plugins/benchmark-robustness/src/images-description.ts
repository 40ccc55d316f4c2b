import type { Dataset, LabelledImages } from '@ventral/core';

/** Labelled images that a benchmark is made on. */
export interface ImagesDescription {
  readonly dataset: Dataset<LabelledImages>;
  /** Part of the data set; absent for one that is loaded whole. */
  readonly part?: string;
  /**
   * What ids call the images.
   * @default id of the data set, and its part
   */
  readonly name?: string;
  /**
   * What titles call the images.
   * @default `name`
   */
  readonly called?: string;
}
