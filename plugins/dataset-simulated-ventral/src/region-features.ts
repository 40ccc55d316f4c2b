import type { FrontEnd } from './cached-features.ts';
import { type GeneratingFeatures, scaleToMeanOne } from './generating-features.ts';
import { describeObjects } from './it-features.ts';
import type { Scene } from './scene.ts';
import type { Region } from './sites.ts';
import { v1Features } from './v1-front-end.ts';
import { v4Features } from './v4-front-end.ts';

/**
 * The features that the rates of a region's sites are weighted sums of: 1,440 of V1, 288 of
 * V4, 136 of IT.
 *
 * @param seed of the embedding of objects
 * @param describe the scenes' images by a front end, row-major
 */
export async function regionFeatures(
  region: Region,
  seed: number,
  scenes: readonly Scene[],
  describe: (frontEnd: FrontEnd) => Promise<Float32Array>,
): Promise<GeneratingFeatures> {
  if (region === 'V1') {
    return scaleToMeanOne(Float64Array.from(await describe('edges')), v1Features.length);
  }
  const contours = await describe('contours');
  if (region === 'V4') return scaleToMeanOne(Float64Array.from(contours), v4Features.length);
  const features = describeObjects(seed, scenes, contours);
  return scaleToMeanOne(features, features.length / scenes.length);
}
