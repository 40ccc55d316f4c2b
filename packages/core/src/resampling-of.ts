import { countedMean, createCountedMedian } from '@ventral/numerics';
import type { Evidence } from './evidence.ts';
import { type Resampling, unitResampling } from './resampling.ts';

/**
 * How evidence can be drawn again: as it says itself, or by the units that the score is made of.
 *
 * @param neuroidIds of `perNeuroid`
 */
export function resamplingOf(
  evidence: Evidence,
  neuroidIds: readonly (string | number | boolean)[] = [],
): Resampling | string {
  const { value, perSplit, perNeuroid, perSubject, resampling } = evidence;
  if (resampling !== undefined) return resampling;
  const isMadeOfUnits = value === undefined && perSplit === undefined;
  if (isMadeOfUnits && perNeuroid !== undefined) {
    const values = Array.from(perNeuroid, (one) => one ?? Number.NaN);
    const ids = values.map((_, neuroid) => String(neuroidIds[neuroid] ?? neuroid));
    return unitResampling('neuroids', ids, values, createCountedMedian(values.length));
  }
  if (isMadeOfUnits && perSubject !== undefined) {
    return unitResampling(
      'subjects',
      Object.keys(perSubject),
      Object.values(perSubject),
      countedMean,
    );
  }
  return 'The metric says nothing of single stimuli, neuroids or subjects that could be drawn again.';
}
