/** Variances of one number over three bootstraps with the same draws. */
export interface DualBootstrap {
  /** Over replicates that draw the first kind of unit alone, such as neuroids or subjects. */
  readonly first: number;
  /** Over replicates that draw the second kind alone, such as stimuli. */
  readonly second: number;
  /** Over replicates that draw both at once. */
  readonly both: number;
}

/**
 * The variance of a number over new units of two kinds, such as new neuroids and new stimuli.
 *
 * Method: draws of both kinds at once count the noise of measurement three times; the dual bootstrap
 * takes the surplus away. The result is never below that of either kind alone, nor above that of
 * both at once, which bounds win where they contradict.
 * Reference: Schütt, Kipnis, Diedrichsen and Kriegeskorte (2023). https://doi.org/10.7554/eLife.82566
 *
 * @param units how many units of each kind there are, at least 2, for the formula of small samples;
 *   without them that of large samples, `2 (first + second) - both`
 */
export function dualVariance(
  { first, second, both }: DualBootstrap,
  units?: { readonly first: number; readonly second: number },
): number {
  const factor = (count: number | undefined) => (count === undefined ? 1 : count / (count - 1));
  const [ofFirst, ofSecond] = [factor(units?.first), factor(units?.second)];
  const noise = ofFirst * ofSecond * (both - first - second);
  const variance = ofFirst * first + ofSecond * second - noise;
  return Math.min(Math.max(variance, first, second), both);
}
