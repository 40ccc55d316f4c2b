import { correlationInterval } from '@ventral/statistics';
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
  const [left, right]: number[][] = [[], []];
  xs.forEach((x, place) => {
    const y = ys[place] ?? null;
    if (x === null || y === null) return;
    left!.push(x);
    right!.push(y);
  });
  const { r, n, low, high } = correlationInterval(left!, right!);
  // Two points always lie on a line.
  if (n < 3) return { r: Number.NaN, n };
  return Number.isNaN(low) ? { r, n } : { r, n, interval: [low, high] };
}
