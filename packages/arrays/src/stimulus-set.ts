import type { CoordinateValue } from './assembly.ts';

/** A decoded image: 8-bit RGB, row-major, `height x width x 3`. */
export interface RgbImage {
  /** Pixels per row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** `height * width * 3` bytes: R, G, B of the first pixel, then of the next in its row. */
  readonly data: Uint8Array;
}

/** One image a subject looked at. */
export interface Stimulus {
  /** Unique within its set; recordings name their stimulus by it. */
  readonly id: string;
  /**
   * Decodes the image, anew at each call: a set of thousands is never held whole in memory.
   *
   * @throws VentralError `IMAGE_UNREADABLE`, naming the stimulus
   */
  load(): Promise<RgbImage>;
}

/** The images of an experiment, in the order of its presentation file. */
export interface StimulusSet {
  /** The set's name, such as `Cowley2023.210325`. */
  readonly id: string;
  /**
   * Changes whenever any image or their order changes; activations are cached under it. For a data
   * set of pinned files: made of their hashes, so that no image has to be read to know it.
   */
  readonly digest: string;
  /** Width of the images in degrees of visual angle, where the experiment states it. */
  readonly degrees?: number;
  readonly stimuli: readonly Stimulus[];
  /** Further labels, one value a stimulus, by column name (`object_name`, ...). */
  readonly columns?: Readonly<Record<string, readonly CoordinateValue[]>>;
}
