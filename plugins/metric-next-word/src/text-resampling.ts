import { type Resampling, unitResampling } from '@ventral/core';

/**
 * Draws texts again, whole: words of one text are no independent measurements.
 *
 * @param texts of each word, the text that it is in
 * @param values of each word
 * @param summarize makes the score of the mean over all words that were drawn
 */
export function textResampling(
  texts: readonly string[],
  values: ArrayLike<number>,
  summarize: (mean: number) => number = (mean) => mean,
): Resampling {
  const [ids, sums, sizes]: [string[], number[], number[]] = [[], [], []];
  const indexOf = new Map<string, number>();
  for (const [word, text] of texts.entries()) {
    const index = indexOf.get(text) ?? ids.push(text) - 1;
    indexOf.set(text, index);
    sums[index] = (sums[index] ?? 0) + (values[word] as number);
    sizes[index] = (sizes[index] ?? 0) + 1;
  }
  return unitResampling('texts', ids, sums, (_, counts) => {
    let [sum, size] = [0, 0];
    for (const [index, count] of counts.entries()) {
      sum += count * sums[index]!;
      size += count * sizes[index]!;
    }
    return summarize(sum / size);
  });
}
