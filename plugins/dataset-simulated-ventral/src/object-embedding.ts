import { categories } from './objects/catalogue.ts';
import { randomFor } from './random-for.ts';

/** Coordinates of an object's identity. */
export const embeddingSize = 12;

// How much objects of a category differ, where categories differ by 1 in each coordinate.
const objectSpread = 0.55;

/**
 * Where each object lies among all objects: 12 coordinates by name. Objects of a category lie
 * together; coordinates are normally distributed, drawn from the seed.
 */
export function embedObjects(seed: number): ReadonlyMap<string, Float64Array> {
  return new Map(
    categories.flatMap((category) => {
      const random = randomFor(seed, 'category', category.name);
      const centre = Float64Array.from({ length: embeddingSize }, () => random.standardNormal());
      return Object.keys(category.objects).map((name) => {
        const own = randomFor(seed, 'object', name);
        return [name, centre.map((value) => value + objectSpread * own.standardNormal())] as const;
      });
    }),
  );
}

/** Squared distance of two points. */
export function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, axis) => sum + (value - b[axis]!) ** 2, 0);
}
