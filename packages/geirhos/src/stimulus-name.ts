/**
 * The file that was shown in a trial: its `imagename` after the sixth underscore.
 *
 * `0001_edg_s03_0_bicycle_00_bicycle3.png` is trial, experiment, subject, condition, category, a
 * number, and the file `bicycle3.png`; of `0001_cl_s01_cr_oven_40_n04111531_14126.png` it is
 * `n04111531_14126.png`.
 *
 * @returns undefined for a name with fewer underscores
 */
export function shownStimulus(imageName: string): string | undefined {
  return /^(?:[^_]*_){6}(.+)$/.exec(imageName)?.[1];
}

/** Condition and category in an `imagename`; undefined for a name with fewer underscores. */
export function namedTrial(
  imageName: string,
): { readonly condition: string; readonly category: string } | undefined {
  const [, condition, category] = /^(?:[^_]*_){3}([^_]*)_([^_]*)_[^_]*_.+$/.exec(imageName) ?? [];
  return condition === undefined || category === undefined ? undefined : { condition, category };
}

/**
 * The categories in the name of a stimulus: `bicycle3.png`, or `elephant4-boat3.png` for the shape
 * of an elephant with the texture of a boat. That of the shape is the correct answer; that of the
 * texture is there where the texture was changed (cue conflict).
 */
export function shownCategories(stimulus: string): { shape: string; texture?: string } {
  const shape = /^[^\d.-]*/.exec(stimulus)?.[0] ?? '';
  const texture = /^[a-z]+\d+-([a-z]+)\d+\./.exec(stimulus)?.[1];
  return texture === undefined ? { shape } : { shape, texture };
}
