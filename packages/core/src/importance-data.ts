import type { StimulusSet } from '@ventral/arrays';

/** Images, and how important people found their places. */
export interface ImportanceData {
  readonly stimuli: StimulusSet;
  /**
   * How important people found each pixel of an image, row by row: numbers from 0 on, of any scale.
   *
   * @param index of the image among the stimuli
   * @returns as many numbers as the image has pixels; undefined for an image that nobody was asked about
   */
  importance(index: number): Promise<ArrayLike<number> | undefined>;
}
