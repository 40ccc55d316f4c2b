import type { FeatureMatrix } from '@ventral/arrays';
import { invalidFeature } from '@ventral/numerics';

// The same features, object for object, as long as someone holds them: metrics remember what they
// have computed of them.
const checked = new WeakMap<FeatureMatrix, FeatureMatrix>();

/**
 * The same features, where reading NaN or infinity is an error.
 *
 * @throws VentralError `RESPONSES_INVALID` naming stimulus and feature, when such a value is read
 */
export function finiteFeatures(features: FeatureMatrix): FeatureMatrix {
  const known = checked.get(features);
  if (known !== undefined) return known;
  const finite: FeatureMatrix = {
    ...features,
    async readColumns(start, end) {
      const block = await features.readColumns(start, end);
      // A product with 0 is 0, unless it is of NaN or infinity.
      let sum = 0;
      for (let cell = 0; cell < block.length; cell++) sum += 0 * (block[cell] as number);
      if (sum === 0) return block;
      throw invalidFeature(features, block, start, end);
    },
  };
  checked.set(features, finite);
  return finite;
}
