import { type Assembly, averageGroups } from '@ventral/arrays';
import { presentationGroups } from './presentation-groups.ts';

/**
 * Averages the repetitions of each presentation as Brain-Score does, skipping NaN; any dimensions.
 *
 * Method: presentations are one group where all their labels but `repetition` are equal (NaN
 * equals NaN). The groups take their place, ascending by the first coordinate, where that is equal
 * by the second, and so on: by `image_id` in most data sets. The order matters, because published
 * splits are drawn by position. Sums in double precision; a cell without any value becomes NaN.
 *
 * Takes time in the number of labels and of values, about a second for 148,480 x 256 with 20
 * coordinates; memory is 12 bytes a cell of the result, and some 24 a presentation.
 *
 * Reference: `average_repetition` of Brain-Score, https://github.com/brain-score/vision.
 *
 * @throws VentralError `SHAPE_MISMATCH` where there are no presentations
 */
export function averageRepetition(assembly: Assembly): Assembly {
  const { repetition: _, ...coords } = assembly.coords;
  const trials = { ...assembly, coords };
  return averageGroups(trials, 'presentation', presentationGroups(trials));
}
