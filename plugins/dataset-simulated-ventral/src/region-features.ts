import { type GeneratingFeatures, scaleToMeanOne } from './generating-features.ts';
import { describeObjects } from './it-features.ts';
import type { Scene } from './scene.ts';
import type { Region } from './sites.ts';
import { v4Features } from './v4-front-end.ts';

/**
 * The features that the rates of a region's sites are weighted sums of: 288 of V4, 136 of IT.
 *
 * @param seed of the embedding of objects
 * @param contours of the scenes' images, row-major
 */
export function regionFeatures(
  region: Region,
  seed: number,
  scenes: readonly Scene[],
  contours: Float32Array,
): GeneratingFeatures {
  if (region === 'V4') return scaleToMeanOne(Float64Array.from(contours), v4Features.length);
  const features = describeObjects(seed, scenes, contours);
  return scaleToMeanOne(features, features.length / scenes.length);
}
