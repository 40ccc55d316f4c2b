import { createHash } from 'node:crypto';
import { RandomState } from '@ventral/numerics';

/**
 * Random numbers of their own for each thing that is drawn: the same labels give the same numbers,
 * whatever else is drawn before, after or not at all.
 */
export function randomFor(...labels: readonly (string | number)[]): RandomState {
  const digest = createHash('sha256').update(JSON.stringify(labels)).digest();
  return new RandomState(digest.readUInt32LE());
}
