import type { CoordinateValue } from './assembly.ts';

/**
 * What stimuli are: `image` (they load an `RgbImage`), `text` (a `TextSpan`), or a word of a package's own
 * for what its data sets and its models agree on.
 */
export type StimulusKind = 'image' | 'text' | (string & {});

/** A decoded image: 8-bit RGB, row-major, `height x width x 3`. */
export interface RgbImage {
  /** Pixels per row. */
  readonly width: number;
  /** Number of rows. */
  readonly height: number;
  /** `height * width * 3` bytes: R, G, B of the first pixel, then of the next in its row. */
  readonly data: Uint8Array;
}

/** One image that a subject looked at; or, with other content, what a subject read or was given else. */
export interface Stimulus<Content = RgbImage> {
  /** Unique within its set; recordings name their stimulus by it. */
  readonly id: string;
  /**
   * Loads the content, an image decoded anew at each call: a set of thousands is never held whole in memory.
   *
   * @throws VentralError `IMAGE_UNREADABLE`, naming the stimulus
   */
  load(): Promise<Content>;
}

/** The stimuli of an experiment, in the order of its presentation file; images unless it says otherwise. */
export interface StimulusSet<Content = RgbImage> {
  /** The set's name, such as `Cowley2023.210325`. */
  readonly id: string;
  /** @default 'image' */
  readonly kind?: StimulusKind;
  /**
   * Changes whenever any stimulus or their order changes; activations are cached under it. For a data
   * set of pinned files: made of their hashes, so that no image has to be read to know it.
   */
  readonly digest: string;
  /** Width of the images in degrees of visual angle, where the experiment states it. */
  readonly degrees?: number;
  readonly stimuli: readonly Stimulus<Content>[];
  /** Further labels, one value a stimulus, by column name (`object_name`, ...). */
  readonly columns?: Readonly<Record<string, readonly CoordinateValue[]>>;
}
