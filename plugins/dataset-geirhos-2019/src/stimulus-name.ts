/** What the name of an image says is in it. */
export interface ShownCategories {
  /** The category of the shape: the correct answer. */
  readonly shape: string;
  /** The category of the texture, where that was changed (cue conflict). */
  readonly texture?: string;
}

/**
 * The file that was shown in a trial: its `imagename` after the sixth underscore.
 *
 * `0001_edg_s03_0_bicycle_00_bicycle3.png` is trial, experiment, subject, condition, category, a
 * constant, and the file `bicycle3.png`.
 *
 * @returns undefined for a name with fewer underscores
 */
export function shownStimulus(imageName: string): string | undefined {
  return /^(?:[^_]*_){6}(.+)$/.exec(imageName)?.[1];
}

/**
 * The categories in the name of a stimulus: `bicycle3.png`, or `elephant4-boat3.png` for the shape
 * of an elephant with the texture of a boat.
 */
export function shownCategories(stimulus: string): ShownCategories {
  const [shape = '', texture] = stimulus.split('-').map((name) => name.replace(/\d+.*$/, ''));
  return texture === undefined ? { shape } : { shape, texture };
}
