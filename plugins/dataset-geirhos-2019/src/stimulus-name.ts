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
 * of an elephant with the texture of a boat. That of the shape is the correct answer; that of the
 * texture is there where the texture was changed (cue conflict).
 */
export function shownCategories(stimulus: string): { shape: string; texture?: string } {
  const [shape = '', texture] = stimulus.split('-').map((name) => name.replace(/\d+.*$/, ''));
  return texture === undefined ? { shape } : { shape, texture };
}
