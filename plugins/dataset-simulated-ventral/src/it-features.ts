import type { RandomState } from '@ventral/numerics';
import { embedObjects, squaredDistance } from './object-embedding.ts';
import { randomFor } from './random-for.ts';
import type { Scene } from './scene.ts';
import { v4Features } from './v4-front-end.ts';
import { viewingDirection } from './viewing-direction.ts';

/** Features of identity, each with a view, a place and a size that it prefers. */
export const identityFeatureCount = 64;

/** Features that V4 gives: scale x orientation x bend, over the whole image. */
export const visualFeatureCount: number = v4Features.length / 4;

// Standard deviation of tuning to identity, in coordinates of the embedding; to place, in half widths
// of the image; to the logarithm of size.
const [identityWidth, placeWidth, sizeWidth] = [2.6, 0.9, 0.6];

/**
 * What an image holds for area IT: 64 features of the object's identity and 72 of the image,
 * row-major, `scenes x 136`, not below 0.
 *
 * Method: a feature of identity is a Gaussian about a point near one of the objects of the embedding,
 * times three tolerances: of the view, `1 - m (1 - cos) / 2` of the angle to the view it prefers with
 * a depth m of 0.1 to 0.7; of the place and of the size, Gaussians. The others are those of V4,
 * averaged over its receptive fields.
 *
 * @param contours of the same scenes, row-major, as of `describeContours`
 */
export function describeObjects(
  seed: number,
  scenes: readonly Scene[],
  contours: Float32Array,
): Float64Array {
  const embedding = embedObjects(seed);
  const objects = [...embedding.values()];
  const tunings = Array.from({ length: identityFeatureCount }, (_, k) =>
    drawTuning(objects, randomFor(seed, 'tuning', k)),
  );
  const columns = identityFeatureCount + visualFeatureCount;
  const features = new Float64Array(scenes.length * columns);
  for (const [row, scene] of scenes.entries()) {
    const at = embedding.get(scene.object)!;
    const view = viewingDirection(scene);
    const [x, y] = scene.pose.centre;
    for (const [k, tuning] of tunings.entries()) {
      const cosine = view.reduce((sum, value, axis) => sum + value * tuning.view[axis]!, 0);
      const offPlace = (x - tuning.place[0]) ** 2 + (y - tuning.place[1]) ** 2;
      const offSize = (Math.log(scene.scale) - tuning.size) ** 2;
      features[row * columns + k] =
        Math.exp(
          -squaredDistance(at, tuning.identity) / (2 * identityWidth ** 2) -
            offPlace / (2 * placeWidth ** 2) -
            offSize / (2 * sizeWidth ** 2),
        ) *
        (1 - (tuning.depth * (1 - cosine)) / 2);
    }
    for (let k = 0; k < visualFeatureCount; k++) {
      for (let field = 0; field < 4; field++) {
        features[row * columns + identityFeatureCount + k]! +=
          contours[row * v4Features.length + 4 * k + field]! / 4;
      }
    }
  }
  return features;
}

function drawTuning(objects: readonly Float64Array[], random: RandomState) {
  const normal = (spread: number) => spread * random.standardNormal();
  const identity = objects[random.randint(objects.length)]!.map((value) => value + normal(0.2));
  // Most prefer a view near the standard one.
  const [right, up, near] = [normal(0.6), normal(0.6), 1];
  const length = Math.sqrt(right ** 2 + up ** 2 + near ** 2);
  return {
    identity,
    view: [right / length, up / length, near / length],
    place: [normal(0.25), normal(0.25)] as const,
    size: normal(0.15),
    depth: 0.1 + 0.6 * random.randomSample(),
  };
}
