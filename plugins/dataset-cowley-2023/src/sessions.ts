/** Images that were shown, as the authors name them: `Bashivan 2019` are those of that paper. */
export type ImageType =
  | 'normal'
  | 'active learning'
  | 'gaudy'
  | 'maximizing'
  | 'validation'
  | 'artificial'
  | 'Bashivan 2019';

/** One recording session. */
export interface RecordingSession {
  /** Its date: `210325`. */
  readonly id: string;
  readonly animal: 'WE' | 'PE' | 'RA';
  /** The authors' use of it. */
  readonly split: 'train' | 'validation' | 'test';
  /** Number of V4 units. */
  readonly units: number;
  /** Typical number of repeats of an image. */
  readonly repeats: number;
  readonly imageTypes: readonly ImageType[];
  /**
   * Number of images, where they were counted in the files. The authors' table states 900 for the
   * sessions of 190925 to 190929, whose files hold 1200, and is not relied upon for the others.
   */
  readonly images?: number;
}

/**
 * The sessions whose images are published, in order: 45 of the 50 that were recorded (201016 to
 * 201020 have responses but no images).
 */
export const sessions: readonly RecordingSession[] = [
  session('190923', 'WE', 'test', 33, 14, ['normal'], 1200),
  session('190924', 'WE', 'train', 25, 13, ['normal', 'active learning']),
  session('190925', 'WE', 'train', 36, 14, ['normal', 'active learning'], 1200),
  session('190926', 'WE', 'train', 27, 15, ['normal', 'active learning']),
  session('190927', 'WE', 'train', 31, 11, ['normal', 'active learning'], 1200),
  session('190928', 'WE', 'train', 24, 13, ['normal', 'active learning'], 1200),
  session('190929', 'WE', 'train', 33, 15, ['normal', 'active learning'], 1200),
  session('201021', 'PE', 'train', 88, 7, ['normal', 'active learning', 'gaudy']),
  session('201022', 'PE', 'train', 79, 5, ['normal', 'active learning', 'gaudy']),
  session('201023', 'PE', 'train', 86, 7, ['normal', 'active learning', 'gaudy']),
  session('201024', 'PE', 'train', 85, 7, ['normal', 'active learning', 'gaudy']),
  session('201025', 'PE', 'test', 89, 12, ['normal'], 1200),
  session('210224', 'PE', 'validation', 67, 9, ['normal'], 800),
  session('210225', 'PE', 'test', 55, 6, ['normal'], 1200),
  session('210226', 'PE', 'train', 78, 6, ['normal', 'maximizing']),
  session('210301', 'PE', 'train', 61, 4, ['maximizing', 'validation']),
  session('210302', 'PE', 'train', 70, 5, ['maximizing', 'validation']),
  session('210303', 'PE', 'train', 67, 3, ['maximizing']),
  session('210304', 'PE', 'train', 65, 5, ['maximizing']),
  session('210305', 'PE', 'train', 70, 22, ['validation'], 400),
  session('210308', 'PE', 'train', 70, 4, ['normal', 'validation']),
  session('210309', 'PE', 'train', 56, 4, ['normal', 'validation', 'artificial']),
  session('210310', 'PE', 'train', 64, 3, ['normal', 'gaudy']),
  session('210312', 'PE', 'train', 81, 4, ['maximizing']),
  session('210315', 'PE', 'train', 65, 2, ['maximizing']),
  session('210316', 'PE', 'train', 62, 3, ['normal', 'gaudy']),
  session('210322', 'PE', 'train', 59, 4, ['normal', 'Bashivan 2019'], 1200),
  session('210323', 'PE', 'train', 59, 4, ['normal', 'gaudy']),
  session('210324', 'PE', 'train', 54, 4, ['normal', 'gaudy']),
  session('210325', 'PE', 'test', 50, 8, ['Bashivan 2019'], 640),
  session('210326', 'PE', 'train', 60, 4, ['normal', 'gaudy']),
  session('210620', 'RA', 'train', 42, 9, ['normal']),
  session('210621', 'RA', 'train', 51, 16, ['normal'], 1200),
  session('211008', 'RA', 'train', 21, 24, ['normal']),
  session('211012', 'RA', 'train', 51, 15, ['normal', 'gaudy']),
  session('211013', 'RA', 'train', 52, 15, ['normal', 'gaudy']),
  session('211014', 'RA', 'train', 46, 11, ['normal', 'gaudy']),
  session('211015', 'RA', 'train', 49, 18, ['normal', 'gaudy']),
  session('211018', 'RA', 'train', 56, 10, ['normal', 'gaudy']),
  session('211022', 'RA', 'test', 42, 20, ['normal']),
  session('211025', 'RA', 'train', 54, 16, ['normal', 'maximizing', 'gaudy', 'artificial']),
  session('211026', 'RA', 'train', 56, 13, ['normal', 'validation', 'active learning', 'gaudy']),
  session('211027', 'RA', 'train', 56, 18, ['normal', 'validation', 'active learning', 'gaudy']),
  session('211028', 'RA', 'train', 55, 14, ['normal', 'validation', 'active learning', 'gaudy']),
  session('211103', 'RA', 'train', 49, 13, ['normal', 'maximizing', 'active learning', 'gaudy']),
];

/**
 * The ids of the twelve sessions whose files were looked into: pinned by sha256, and their images
 * counted.
 */
export const verifiedSessions: readonly string[] = sessions
  .filter(({ images }) => images !== undefined)
  .map(({ id }) => id);

function session(
  id: string,
  animal: RecordingSession['animal'],
  split: RecordingSession['split'],
  units: number,
  repeats: number,
  imageTypes: readonly ImageType[],
  images?: number,
): RecordingSession {
  return Object.freeze({
    id,
    animal,
    split,
    units,
    repeats,
    imageTypes,
    ...(images === undefined ? {} : { images }),
  });
}
