import { categories, categoryOf } from './objects/catalogue.ts';
import { randomFor } from './random-for.ts';
import type { Pose } from './rendering/rasterize.ts';

/** What an image is for: recordings, to fit a readout of objects on, or choices. */
export type ImageUse = 'neural' | 'fitting' | 'choice';

/** How much size, position and rotation vary: not at all, a little, a lot. */
type Variation = 0 | 3 | 6;

/** One image before it is rendered. */
export interface Scene {
  readonly id: string;
  readonly use: ImageUse;
  readonly object: string;
  readonly category: string;
  readonly variation: Variation;
  /** Of the object, relative to its standard pose. */
  readonly pose: Pose;
  /** Size relative to the standard one. */
  readonly scale: number;
}

/** Names of the 64 objects, by category. */
const objectNames: readonly string[] = categories.flatMap(({ objects }) => Object.keys(objects));

/** Names of the 24 objects that are chosen between: the first three of each category. */
export const choiceObjects: readonly string[] = categories.flatMap(({ objects }) =>
  Object.keys(objects).slice(0, 3),
);

/** Radius of an object of standard size, in half widths of the image: 4.6 of 8 degrees across. */
const standardRadius = 0.58;

// Of ten images of an object: one in its standard pose, four varied a little, five a lot. Taken from
// the beginning, any number of images holds all of them.
const variations: readonly Variation[] = [3, 6, 6, 0, 3, 6, 3, 6, 3, 6];

// The greatest factor of size, shift of the centre in half widths of the image, and turn in degrees.
const ranges = {
  0: { scale: 1, shift: 0, turn: 0 },
  3: { scale: 1.3, shift: 0.3, turn: 45 },
  6: { scale: 1.6, shift: 0.6, turn: 90 },
} as const;

/**
 * One image of an object. Those for recordings are of all variations, the others vary a lot.
 *
 * Size is log-uniform, position and rotation about each axis of the screen are uniform, within
 * ranges like those of the images of Majaj, Hong et al. (2015).
 */
export function drawScene(seed: number, use: ImageUse, object: string, index: number): Scene {
  const random = randomFor(seed, 'scene', use, object, index);
  const variation = use === 'neural' ? variations[index % variations.length]! : 6;
  const range = ranges[variation];
  const within = (most: number) => most * (2 * random.randomSample() - 1);
  const scale = Math.exp(within(Math.log(range.scale)));
  const centre = [within(range.shift), within(range.shift)] as const;
  const turn = [within(range.turn), within(range.turn), within(range.turn)] as const;
  return {
    id: `${use}.${object}.${String(index).padStart(3, '0')}`,
    ...{ use, object, variation, scale },
    category: categoryOf(object).name,
    pose: { centre, radius: standardRadius * scale, turn },
  };
}

/** The images of all objects of a use: `perObject` of each, object by object. */
export function drawScenes(seed: number, use: ImageUse, perObject: number): readonly Scene[] {
  const objects = use === 'neural' ? objectNames : choiceObjects;
  return objects.flatMap((object) =>
    Array.from({ length: perObject }, (_, index) => drawScene(seed, use, object, index)),
  );
}
