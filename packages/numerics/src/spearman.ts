import { pearson, type Vector } from './pearson.ts';

/**
 * Spearman's rank correlation, in [-1, 1], ties sharing the average of their ranks; NaN where
 * either vector is constant or holds NaN.
 *
 * Method: Pearson's coefficient of the ranks. Time grows as n log n.
 * Reference: Spearman (1904), https://doi.org/10.2307/1412159
 *
 * @throws VentralError `SHAPE_MISMATCH` where lengths differ or are below 2
 */
export function spearman(x: Vector, y: Vector): number {
  return pearson(averageRanks(x), averageRanks(y));
}

/** Ranks from 1, the smallest value, to n; equal values share the average of their ranks. */
export function averageRanks(values: Vector): Float64Array {
  const ranks = new Float64Array(values.length);
  const order = new Uint32Array(values.length).map((_, index) => index);
  for (let index = 0; index < values.length; index++) {
    if (Number.isNaN(values[index])) return ranks.fill(Number.NaN);
  }
  order.sort((a, b) => (values[a] as number) - (values[b] as number));
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === values[order[start] as number]) {
      end++;
    }
    for (let position = start; position < end; position++) {
      ranks[order[position] as number] = (start + 1 + end) / 2;
    }
    start = end;
  }
  return ranks;
}
