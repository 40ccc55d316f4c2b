import { RandomState } from '@ventral/numerics';
import { expect, it } from 'vitest';
import { lInfinity } from '../src/norms/l-infinity.ts';

// Larger than the memory that the kernel begins with, and smaller again.
it.each([1, 2, 3, 8, 1001, 20_000, 5])(
  'goes as its definition says, to the bit: %i values',
  (count) => {
    const random = new RandomState(count);
    const [radius, size] = [2 / 255, 0.7 / 255];
    const drawn = (most: number, least = 0) =>
      Float32Array.from({ length: count }, () => least + (most - least) * random.randomSample());
    const image = drawn(1).map((pixel) => (pixel < 0.1 ? 0 : pixel > 0.9 ? 1 : pixel));
    const gradient = drawn(1, -1).map((slope) => (Math.abs(slope) < 0.1 ? 0 * slope : slope));
    const current = image.map((pixel) => {
      const moved = pixel + radius * (2 * random.randomSample() - 1);
      return Math.max(0, Math.min(1, moved));
    });
    const expected = Float32Array.from(current, (pixel, at) => {
      const moved = pixel - image[at]! + size * Math.sign(gradient[at]!);
      return Math.max(0, Math.min(1, image[at]! + Math.max(-radius, Math.min(radius, moved))));
    });
    lInfinity.advance(image, current, gradient, size, radius);
    expect(current).toEqual(expected);
  },
);
