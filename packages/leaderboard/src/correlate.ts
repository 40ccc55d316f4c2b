import type { Maybe } from './site-data.ts';

/** How two lists go together. */
export interface Correlation {
  /** Pearson's r; NaN for fewer than three pairs, or where one does not vary. */
  readonly r: number;
  /** 95 %, by Fisher's z: over models as if drawn at random; absent for fewer than four pairs. */
  readonly interval?: readonly [low: number, high: number];
  /** Pairs where neither is missing. */
  readonly n: number;
}

/** Correlates two lists over the places where neither is missing. */
export function correlate(xs: readonly Maybe[], ys: readonly Maybe[]): Correlation {
  const pairs = xs.flatMap((x, place) => {
    const y = ys[place] ?? null;
    return x === null || y === null ? [] : [[x, y] as const];
  });
  const n = pairs.length;
  const [meanX, meanY] = [sumOf(pairs, ([x]) => x) / n, sumOf(pairs, ([, y]) => y) / n];
  const [xx, yy, xy] = [
    sumOf(pairs, ([x]) => (x - meanX) ** 2),
    sumOf(pairs, ([, y]) => (y - meanY) ** 2),
    sumOf(pairs, ([x, y]) => (x - meanX) * (y - meanY)),
  ];
  const r = n < 3 ? Number.NaN : xy / Math.sqrt(xx * yy);
  if (n < 4 || !(Math.abs(r) < 1)) return { r, n };
  const [z, reach] = [Math.atanh(r), 1.959964 / Math.sqrt(n - 3)];
  return { r, n, interval: [Math.tanh(z - reach), Math.tanh(z + reach)] };
}

function sumOf<One>(list: readonly One[], read: (one: One) => number): number {
  return list.reduce((sum, one) => sum + read(one), 0);
}
