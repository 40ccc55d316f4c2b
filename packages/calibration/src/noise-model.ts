import { type FeatureMatrix, featureMatrix } from '@ventral/assembly';
import type { RandomState } from '@ventral/numerics';

/** Features that have nothing to do with the stimuli: independent normal numbers. */
export function noiseModel(
  stimulusIds: readonly string[],
  featureCount: number,
  random: RandomState,
): FeatureMatrix {
  const length = stimulusIds.length * featureCount;
  const values = Float64Array.from({ length }, () => random.standardNormal());
  return featureMatrix(values, stimulusIds);
}

/** The same features, each row given to another stimulus at random. */
export async function permuteStimuli(
  { stimulusIds, featureCount, readColumns }: FeatureMatrix,
  random: RandomState,
): Promise<FeatureMatrix> {
  const values = await readColumns(0, featureCount);
  const permuted = values.slice();
  for (const [row, from] of random.permutation(stimulusIds.length).entries()) {
    const features = values.subarray(from * featureCount, (from + 1) * featureCount);
    permuted.set(features, row * featureCount);
  }
  return featureMatrix(permuted, stimulusIds);
}
