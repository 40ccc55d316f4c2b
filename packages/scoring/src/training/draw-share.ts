import { RandomState } from '@ventral/numerics';

/** Which of so many are drawn; all of them for a share of 1. */
export function drawShare(count: number, share: number, seed: number): readonly boolean[] {
  const order = new RandomState(seed).permutation(count);
  const drawn = new Set(order.slice(0, Math.round(share * count)));
  return Array.from({ length: count }, (_, index) => drawn.has(index));
}
