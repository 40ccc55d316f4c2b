import { replicatesOf } from '@ventral/statistics';
import type { Score, Uncertainty } from './score.ts';
import { uncertaintyOf } from './uncertainty.ts';

/**
 * The uncertainty of the mean of scores, from their replicates one by one: those on the same stimuli were
 * drawn together, those on different ones apart.
 */
export function meanUncertainty(
  value: number,
  parts: Readonly<Record<string, Score>>,
): Uncertainty | undefined {
  const all = Object.entries(parts);
  if (all.every(([, { uncertainty }]) => uncertainty === undefined)) return undefined;
  const without = all.find(([, part]) => replicatesOf(part) === undefined);
  if (without !== undefined) {
    const [id, { uncertainty }] = without;
    const why = uncertainty && 'unavailable' in uncertainty ? `: ${uncertainty.unavailable}` : '.';
    return { unavailable: `The part ${id} has no interval${why}` };
  }
  const mean = replicatesOf({ value, parts });
  if (mean === undefined) return undefined;
  return uncertaintyOf(value, mean.replicates, mean);
}
