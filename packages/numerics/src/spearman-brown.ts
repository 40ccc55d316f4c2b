/**
 * The reliability of a whole measurement, from the correlation `r` of its two halves: `2r / (1 + r)`.
 *
 * Reference: Spearman (1910), https://doi.org/10.1111/j.2044-8295.1910.tb00206.x and Brown (1910),
 * https://doi.org/10.1111/j.2044-8295.1910.tb00207.x
 *
 * @returns at most 1; below -1 for `r` under -1/3, without a lower bound
 */
export function spearmanBrown(r: number): number {
  return (2 * r) / (1 + r);
}
