import type { RgbImage } from '@ventral/arrays';
import {
  type CorruptionName,
  corrupt,
  corruptions,
  imageSeed,
  severities,
} from '@ventral/corruptions';
import { isVentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import { describe, expect, it } from 'vitest';
import { chequered, madePhotographs, makeImage } from './made-image.ts';

const names = Object.keys(corruptions) as CorruptionName[];
const photographs = madePhotographs;

function distance(a: RgbImage, b: RgbImage): number {
  const sum = a.data.reduce((total, level, index) => total + (level - b.data[index]!) ** 2, 0);
  return Math.sqrt(sum / a.data.length);
}

describe('corruptions', () => {
  it('are the fifteen of the paper and four extra ones, each under its own name', () => {
    expect(names.filter((name) => !corruptions[name].extra)).toHaveLength(15);
    expect(names.filter((name) => corruptions[name].extra)).toEqual([
      ...['speckle-noise', 'gaussian-blur', 'spatter', 'saturate'],
    ]);
    for (const name of names) expect(corruptions[name].name).toBe(name);
  });

  it.each([
    ['noise', 3],
    ['blur', 4],
    ['weather', 4],
    ['digital', 4],
  ] as const)('of %s are %i in the paper', (group, count) => {
    const common = names.filter((name) => !corruptions[name].extra);
    expect(common.filter((name) => corruptions[name].group === group)).toHaveLength(count);
  });
});

describe.each(names)('%s', (name) => {
  const image = chequered(40, 28);

  it('is the same for the same seed, and leaves the image as it was', async () => {
    const before = image.data.slice();
    const options = { severity: 4, seed: 3, photographs } as const;
    const first = await corrupt(image, name, options);
    await corrupt(chequered(16), name, options);
    expect(await corrupt(image, name, options)).toEqual(first);
    expect(image.data).toEqual(before);
    expect([first.width, first.height, first.data.length]).toEqual([40, 28, image.data.length]);
    expect(distance(first, image)).toBeGreaterThan(0.5);
  });

  it('takes images of any size', async () => {
    for (const [width, height] of [
      [1, 1],
      [2, 3],
      [1, 40],
      [37, 5],
      [320, 290],
    ] as const) {
      for (const strengths of ['imagenet', 'cifar'] as const) {
        const options = { severity: 2, seed: 3, strengths, photographs } as const;
        const made = await corrupt(chequered(width, height), name, options);
        expect([made.width, made.height, made.data.length]).toEqual([
          ...[width, height, width * height * 3],
        ]);
      }
    }
  });
});

const withChance = names.filter((name) =>
  /noise|glass|motion|snow|frost|fog|elastic|spatter/.test(name),
);
it.each(withChance)('%s differs for another seed', async (name) => {
  const [first, second] = await Promise.all(
    [1, 2].map((seed) => corrupt(chequered(64), name, { severity: 3, seed, photographs })),
  );
  expect(distance(first!, second!)).toBeGreaterThan(1);
});

// The others are not so by what was published: glass blur fetches from nearby more often at 3 than at 4, and snow,
// frost, the elastic transform, spatter and saturation change what they do.
const ordered = /noise|defocus|gaussian|motion|zoom|fog|brightness|contrast|pixelate|jpeg/;
it.each(names.filter((name) => ordered.test(name)))(
  '%s is further from the image the higher its severity',
  async (name) => {
    // Clouds of some pixels, and values in the middle, so that what is added is not cut off.
    const random = new RandomState(3);
    const speckled = makeImage(224, 224, () => random.randint(256));
    const { data } = await corrupt(speckled, 'gaussian-blur', { severity: 3, seed: 0 });
    const spread = (level: number) => Math.min(Math.max(128 + 6 * (level - 128), 0), 255);
    const image = { ...speckled, data: data.map(spread) };
    const made = await Promise.all(
      severities.map((severity) => corrupt(image, name, { severity, seed: 5 })),
    );
    const distances = made.map((one) => distance(one, image));
    expect([...distances].sort((a, b) => a - b)).toEqual(distances);
  },
);

describe('refuses', () => {
  const valid = { severity: 1, seed: 0 } as const;
  it.each([
    ['an unknown name', 'fgo', valid, 'OPTION_INVALID', "Did you mean 'fog'"],
    ['a name of every object', 'toString', valid, 'OPTION_INVALID', 'gaussian-noise'],
    ['severity 0', 'fog', { ...valid, severity: 0 }, 'OPTION_INVALID', '1, 2, 3, 4 and 5'],
    ['severity 2.5', 'fog', { ...valid, severity: 2.5 }, 'OPTION_INVALID', '1, 2, 3, 4 and 5'],
    ['unknown strengths', 'fog', { ...valid, strengths: 'mnist' }, 'OPTION_INVALID', 'cifar'],
    ['a seed below 0', 'fog', { ...valid, seed: -1 }, 'OPTION_INVALID', 'whole number'],
    ['frost without photographs', 'frost', valid, 'DATA_UNAVAILABLE', 'loadFrostPhotographs'],
  ] as const)('%s', async (_, name, options, code, hint) => {
    const failure = await corrupt(
      chequered(8),
      name as CorruptionName,
      options as Parameters<typeof corrupt>[2],
    ).catch((error: unknown) => error);
    expect(isVentralError(failure, code) && failure.hint).toContain(hint);
  });

  it('what is no RGB image', async () => {
    const image = { width: 2, height: 2, data: new Uint8Array(16) };
    const failure = await corrupt(image, 'fog', valid).catch((error: unknown) => error);
    expect(isVentralError(failure, 'SHAPE_MISMATCH')).toBe(true);
  });
});

it('the seed of an image depends on the run and its name alone', () => {
  expect(imageSeed(0, 'a.png')).toBe(imageSeed(0, 'a.png'));
  const seeds = [imageSeed(0, 'a.png'), imageSeed(1, 'a.png'), imageSeed(0, 'b.png')];
  expect(new Set(seeds).size).toBe(3);
  for (const seed of seeds)
    expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true);
});
