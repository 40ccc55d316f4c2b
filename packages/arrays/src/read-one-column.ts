import { VentralError } from '@ventral/errors';
import type { FeatureMatrix } from './feature-matrix.ts';
import { matchStimuli } from './match-stimuli.ts';

/**
 * The one column of features that are a single value a stimulus, such as surprisal, in the order of the recordings.
 *
 * @param what is in it, for the error, as a clause: `Surprisal is one value a word`
 * @throws VentralError `SHAPE_MISMATCH` for another number of columns
 * @throws VentralError `STIMULI_MISMATCH` as {@link matchStimuli}
 */
export async function readOneColumn(
  features: FeatureMatrix,
  recordedIds: readonly string[],
  what: string,
): Promise<Float32Array | Float64Array> {
  if (features.featureCount === 1) return matchStimuli(features, recordedIds).readColumns(0, 1);
  throw new VentralError('SHAPE_MISMATCH', `${what}; there are ${features.featureCount} of each.`, {
    hint: 'Give a layer, or a file, with one column.',
  });
}
