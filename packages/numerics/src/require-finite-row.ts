import { VentralError } from '@ventral/errors';

/** Refuses NaN and infinity among features of a stimulus, of which `values` begin at `start`. */
export function requireFiniteRow(values: Float64Array, start: number, stimulusId: string): void {
  const column = values.findIndex((value) => !Number.isFinite(value));
  if (column === -1) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `Feature ${start + column} of stimulus '${stimulusId}' is ${values[column]}; dissimilarities ` +
      'need numbers.',
    { hint: 'Check the preprocessing, or choose a layer whose values stay finite.' },
  );
}
