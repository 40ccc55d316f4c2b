import { type FeatureMatrix, featureMatrix } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';

const classCount = 1000;

// Networks whose classes begin with one for the background.
const withBackground = classCount + 1;

// How far from 1 probabilities may add up that were stored in single precision.
const tolerance = 1e-3;

/**
 * The logits of the 1000 ImageNet classes, from what a network gives out: 1000 logits or
 * probabilities, or 1001, of which the first, the background, is left out.
 *
 * Values are taken for probabilities where none is negative and those of each stimulus add up to 1;
 * their logarithms are then logits of the same classes.
 *
 * @param network whose features they are, for the error
 * @throws VentralError `LAYER_REQUIRED` for any other number of features
 */
export async function imageNetLogits(
  features: FeatureMatrix,
  network: string,
): Promise<FeatureMatrix> {
  const { stimulusIds, featureCount } = features;
  if (featureCount !== classCount && featureCount !== withBackground) {
    throw new VentralError(
      'LAYER_REQUIRED',
      `What ${network} gives for behavior has ${featureCount} features, not one for each of ` +
        `the ${classCount} ImageNet classes: it names nothing.`,
      { hint: 'Name the layer that holds the logits of an ImageNet network: --layer logits' },
    );
  }
  const values = Float64Array.from(await features.readColumns(0, featureCount));
  const logits = areProbabilities(values, featureCount) ? values.map(finiteLogarithm) : values;
  const named = featureMatrix(logits, stimulusIds);
  if (featureCount === classCount) return named;
  return featureMatrix(Float64Array.from(await named.readColumns(1, withBackground)), stimulusIds);
}

function areProbabilities(values: Float64Array, featureCount: number): boolean {
  if (values.some((value) => !(value >= 0))) return false;
  for (let start = 0; start < values.length; start += featureCount) {
    const row = values.subarray(start, start + featureCount);
    if (Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) > tolerance) return false;
  }
  return true;
}

// Of a probability too small to be told from 0 as well.
function finiteLogarithm(probability: number): number {
  return Math.log(Math.max(probability, Number.MIN_VALUE));
}
