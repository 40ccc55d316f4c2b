import type { RandomState } from '@ventral/numerics';
import { paintBackground } from './background.ts';
import type { Mesh } from './mesh.ts';
import { type Pose, rasterize } from './rasterize.ts';
import { shade } from './shade.ts';
import { unit, type Vector3 } from './vector3.ts';

/**
 * Renders an object on a background, grey-scale.
 *
 * @param size pixels per row, and rows
 * @param random of the background and the light
 * @returns `size x size` bytes, row-major
 */
export function renderImage(mesh: Mesh, pose: Pose, size: number, random: RandomState): Uint8Array {
  const background = paintBackground(size, random);
  const light = drawLight(random);
  const gain = 0.85 + 0.3 * random.randomSample();
  // Four samples a pixel make edges smooth.
  const { coverage, brightness } = shade(mesh, rasterize(mesh, pose, 2 * size), light, size);
  const image = new Uint8Array(size * size);
  for (let pixel = 0; pixel < image.length; pixel++) {
    const share = coverage[pixel]!;
    const value = share * gain * brightness[pixel]! + (1 - share) * background[pixel]!;
    image[pixel] = Math.round(255 * Math.min(1, Math.max(0, value)));
  }
  return image;
}

/** A lamp above the viewer, mostly to the left. */
function drawLight(random: RandomState): Vector3 {
  const x = -0.9 + 1.3 * random.randomSample();
  const y = 0.5 + 0.6 * random.randomSample();
  return unit([x, y, 0.7]);
}
