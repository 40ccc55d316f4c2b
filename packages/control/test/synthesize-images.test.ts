import { aimValue, chooseByAim, drawImages, synthesizeImages } from '@ventral/control';
import type { ResponseAim } from '@ventral/core';
import { describe, expect, it } from 'vitest';
import { fourierParametrization } from '../src/fourier-parametrization.ts';
import { addVariationSlope } from '../src/total-variation.ts';
import { linearBrain } from './linear-brain.ts';

const goals: Readonly<Record<ResponseAim, Float32Array>> = {
  stretch: Float32Array.of(0, 1, 0),
  'one-hot': Float32Array.of(0, 1, 0),
  pattern: Float32Array.of(2, -1, 1),
};
const length = 3 * 8 * 6;

async function valueOfImages(aim: ResponseAim, pixels: Float32Array): Promise<number[]> {
  const count = pixels.length / length;
  const all = Float32Array.from(Array.from({ length: count }, () => [...goals[aim]]).flat());
  const { responses } = await linearBrain(aim).run(pixels, all);
  return Array.from({ length: count }, (_, image) =>
    aimValue(aim, responses.subarray(3 * image, 3 * image + 3), goals[aim]),
  );
}

describe.each(['fourier', 'pixels'] as const)('images made of %s', (parametrization) => {
  it.each(['stretch', 'one-hot', 'pattern'] as const)(
    'come nearer to what is wanted than any random image: %s',
    async (aim) => {
      const options = {
        parametrization,
        seed: 1,
        smoothness: 0,
        jitter: 0,
        colors: 'rgb' as const,
      };
      const brain = linearBrain(aim);
      const { pixels } = await synthesizeImages(brain, goals[aim], 1, { ...options, steps: 150 });
      expect(pixels).toHaveLength(length);
      expect(pixels.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
      const [made = 0] = await valueOfImages(aim, pixels);
      const random = await valueOfImages(aim, await drawImages(brain.size, 50, options));
      expect(made).toBeGreaterThan(Math.max(...random));
    },
  );

  it('are the same in any batch, and others by another seed', async () => {
    const brain = linearBrain('stretch');
    const options = { parametrization, seed: 3, steps: 5, jitter: 2 };
    const two = Float32Array.from([...goals.stretch, ...goals.stretch]);
    const both = await synthesizeImages(brain, two, 2, options);
    const second = await synthesizeImages(brain, goals.stretch, 1, { ...options, first: 1 });
    expect([...both.pixels.subarray(length)]).toEqual([...second.pixels]);
    const other = await synthesizeImages(brain, goals.stretch, 1, { ...options, seed: 4 });
    expect([...other.pixels]).not.toEqual([...both.pixels.subarray(0, length)]);
  });

  it('are grey where nothing else is said', async () => {
    const { pixels } = await synthesizeImages(linearBrain('stretch'), goals.stretch, 1, {
      parametrization,
      seed: 1,
      steps: 3,
    });
    for (let at = 0; at < length; at += 3) {
      expect(new Set(pixels.subarray(at, at + 3)).size).toBe(1);
    }
  });

  it('are smoother with a weight on total variation', async () => {
    const brain = linearBrain('stretch');
    const options = { parametrization, seed: 1, steps: 60 };
    const variation = async (smoothness: number) => {
      const { pixels } = await synthesizeImages(brain, goals.stretch, 1, {
        ...options,
        smoothness,
      });
      return variationOf(
        Float32Array.from({ length: 48 }, (_, at) => pixels[3 * at]!),
        8,
      );
    };
    expect(await variation(1e5)).toBeLessThan((await variation(0)) / 2);
  });
});

it('waves have the slopes of finite differences', async () => {
  const size = { width: 8, height: 6, planes: 2 };
  const numbers = Float32Array.from({ length: 96 }, (_, at) => Math.sin(at));
  const slopes = Float32Array.from({ length: 96 }, (_, at) => Math.cos(3 * at));
  const sum = async (at: number, change: number) => {
    const moved = numbers.slice();
    moved[at]! += change;
    const values = await fourierParametrization.toValues(moved, size);
    return values.reduce((total, value, place) => total + value * slopes[place]!, 0);
  };
  const values = await fourierParametrization.toValues(numbers, size);
  const found = await fourierParametrization.toSlopes(slopes, values, size);
  for (const at of [0, 1, 9, 47, 50, 95]) {
    const slope = ((await sum(at, 0.02)) - (await sum(at, -0.02))) / 0.04;
    expect(found[at]).toBeCloseTo(slope, 3);
  }
});

/** By its definition. */
function variationOf(image: Float32Array, width: number): number {
  const differences: number[] = [];
  for (let at = 0; at < image.length; at++) {
    if ((at + 1) % width !== 0) differences.push(image[at + 1]! - image[at]!);
    if (at + width < image.length) differences.push(image[at + width]! - image[at]!);
  }
  return differences.reduce((sum, one) => sum + one * one, 0) / 2 / differences.length;
}

it('total variation has the slope of finite differences', () => {
  const image = Float32Array.from({ length: 12 }, (_, at) => Math.sin(2 * at));
  const slope = new Float32Array(12);
  addVariationSlope(image, 4, 1, slope);
  for (let at = 0; at < 12; at++) {
    const [below, above] = [-0.01, 0.01].map((change) => {
      const moved = image.slice();
      moved[at]! += change;
      return variationOf(moved, 4);
    });
    expect(slope[at]).toBeCloseTo((above! - below!) / 0.02, 4);
  }
});

it('stimuli are chosen that are predicted nearest to what is wanted, from the candidates alone', () => {
  const predicted = [
    [0, 3],
    [5, 0],
    [1, 4],
    [9, 9],
  ];
  expect(chooseByAim('stretch', [0, 1], predicted, [0, 1, 2], 2)).toEqual([2, 0]);
  expect(chooseByAim('one-hot', [1, 0], predicted, [0, 1, 2, 3], 1)).toEqual([1]);
  expect(chooseByAim('pattern', [1, 3], predicted, [0, 1, 2, 3], 2)).toEqual([0, 2]);
});

it.each([
  [{ steps: 0 }, 'steps 0'],
  [{ stepSize: 0 }, 'step size 0'],
  [{ jitter: -1 }, 'jitter -1'],
  [{ jitter: 8 }, 'jitter 8'],
  [{ smoothness: -1 }, 'smoothness -1'],
])('refuses %o', async (wrong, message) => {
  const made = synthesizeImages(linearBrain('stretch'), goals.stretch, 1, { seed: 1, ...wrong });
  await expect(made).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining(message),
  });
});
