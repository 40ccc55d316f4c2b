import type { FeatureMatrix } from '@ventral/arrays';
import { createMatrix, type LinearMapping, type Matrix, multiply } from '@ventral/numerics';

/** What a mapping predicts of features: `stimuli x sites`. */
export async function predictSites(
  { weights, intercepts }: LinearMapping,
  features: FeatureMatrix,
): Promise<Matrix> {
  const rows = features.stimulusIds.length;
  const [count, sites] = weights.shape;
  const predicted = createMatrix([rows, sites]);
  for (let cell = 0; cell < predicted.values.length; cell++) {
    predicted.values[cell] = intercepts[cell % sites]!;
  }
  const width = Math.max(1, Math.floor(2 ** 23 / rows));
  for (let start = 0; start < count; start += width) {
    const end = Math.min(count, start + width);
    const block = createMatrix(
      [rows, end - start],
      Float64Array.from(await features.readColumns(start, end)),
    );
    const own = Float64Array.from(weights.values.subarray(start * sites, end * sites));
    const part = await multiply(block, createMatrix([end - start, sites], own));
    for (let cell = 0; cell < part.values.length; cell++)
      predicted.values[cell]! += part.values[cell]!;
  }
  return predicted;
}
