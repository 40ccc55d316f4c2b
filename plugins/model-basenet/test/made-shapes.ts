import type { Stimulus } from '@ventral/arrays';
import { RandomState } from '@ventral/numerics';

/** Whether a point lies in a shape of radius 1 around the origin. */
const shapes: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => Math.hypot(x, y) < 1,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.85,
  (x, y) => Math.min(Math.abs(x), Math.abs(y)) < 0.3 && Math.max(Math.abs(x), Math.abs(y)) < 1,
  (x, y) => Math.abs(Math.hypot(x, y) - 0.8) < 0.2,
];

/** How many kinds of shapes there are: disc, square, cross, ring. */
export const shapeCount: number = shapes.length;

/** Images of shapes at random places, of random size and contrast, in noise; and which they show. */
export function madeShapes(
  seed: number,
  count: number,
  width = 32,
): { readonly stimuli: readonly Stimulus[]; readonly labels: readonly number[] } {
  const random = new RandomState(seed);
  const labels = Array.from({ length: count }, (_, index) => index % shapeCount);
  const stimuli = labels.map((label, index): Stimulus => {
    const isInside = shapes[label] as (typeof shapes)[number];
    const between = (low: number, high: number) => low + (high - low) * random.randomSample();
    const radius = between(0.2, 0.35) * width;
    const [left, top] = [between(radius, width - radius), between(radius, width - radius)];
    const contrast = between(40, 100) * (random.randint(2) === 0 ? -1 : 1);
    const data = new Uint8Array(3 * width ** 2);
    for (let pixel = 0; pixel < width ** 2; pixel++) {
      const [x, y] = [(pixel % width) - left, Math.floor(pixel / width) - top];
      const shape = isInside(x / radius, y / radius) ? contrast : 0;
      data.fill(127.5 + shape + between(-20, 20), 3 * pixel, 3 * pixel + 3);
    }
    return { id: `shape ${index}`, load: async () => ({ width, height: width, data }) };
  });
  return { stimuli, labels };
}
