import { VentralError } from '@ventral/errors';
import type { Sizes } from '../node-place.ts';
import type { ObjectiveWriter } from '../objective.ts';

/**
 * The sizes of a value of the network that has to have so many axes.
 *
 * @throws VentralError `SHAPE_MISMATCH` where it has others
 */
export function requireRank(
  { value, sizes }: ObjectiveWriter,
  name: string,
  rank: number,
  meaning: string,
): Sizes {
  const found = sizes(value(name));
  if (found.length === rank) return found;
  throw unfit(name, found, meaning);
}

/** The error of a value whose sizes do not fit. */
export function unfit(name: string, found: Sizes, meaning: string): VentralError {
  const shown = found.map((size) => size ?? 'samples').join(' x ') || 'a single number';
  return new VentralError('SHAPE_MISMATCH', `'${name}' is ${shown}, and should be ${meaning}.`, {
    hint: 'Take another value of the network, such as the one before it is flattened or after.',
  });
}
