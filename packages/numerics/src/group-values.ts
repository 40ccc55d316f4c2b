/** Values in groups that are drawn whole, such as words in texts. */
export interface GroupedValues {
  /** Of the groups, in the order in which they first appear. */
  readonly ids: readonly string[];
  /**
   * The mean over all values of groups that count so often.
   *
   * @param counts of each group, in the order of `ids`
   */
  meanOf(counts: ArrayLike<number>): number;
}

/**
 * Sums values by their groups, once for all draws of groups.
 *
 * @param groups of each value, the id of its group
 */
export function groupValues(groups: readonly string[], values: ArrayLike<number>): GroupedValues {
  const [ids, sums, sizes]: [string[], number[], number[]] = [[], [], []];
  const indexOf = new Map<string, number>();
  for (const [place, group] of groups.entries()) {
    const index = indexOf.get(group) ?? ids.push(group) - 1;
    indexOf.set(group, index);
    sums[index] = (sums[index] ?? 0) + (values[place] as number);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  return {
    ids,
    meanOf(counts) {
      let [sum, size] = [0, 0];
      for (let index = 0; index < counts.length; index++) {
        const count = counts[index] as number;
        sum += count * sums[index]!;
        size += count * sizes[index]!;
      }
      return sum / size;
    },
  };
}
