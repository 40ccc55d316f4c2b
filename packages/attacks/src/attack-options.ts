import { VentralError } from '@ventral/errors';

/** How far an attack may go. */
export interface Reach {
  /** The largest perturbation, in pixels 0..1 measured by the norm; above 0. */
  readonly epsilon: number;
}

/**
 * Requires an epsilon that an attack can use.
 *
 * @param largest a perturbation that reaches every image there is
 * @throws VentralError `OPTION_INVALID`
 */
export function requireEpsilon(epsilon: number, largest: number): void {
  if (epsilon > 0 && epsilon <= largest) return;
  throw new VentralError('OPTION_INVALID', `An epsilon of ${epsilon} cannot be used.`, {
    hint:
      epsilon > largest
        ? `Pixels go from 0 to 1: give at most ${largest}, such as 8/255 = 0.0314 for the L-infinity norm.`
        : 'Give how far pixels of 0..1 may move, above 0, such as 8/255 = 0.0314 for the L-infinity norm.',
  });
}

/** @throws VentralError `OPTION_INVALID` unless it is a whole number from 1 */
export function requireCount(what: string, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return;
  throw new VentralError('OPTION_INVALID', `${count} ${what} cannot be taken.`, {
    hint: 'Give a whole number from 1, such as 20.',
  });
}
