import { RandomState } from '@ventral/numerics';

/** Random numbers for one image of a set: the same in any batch. */
export function randomOfRow(seed: number, row: number): RandomState {
  return new RandomState((seed * 1_000_003 + row) % 2 ** 32);
}
