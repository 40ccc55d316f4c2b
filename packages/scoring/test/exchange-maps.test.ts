import type { ImportanceMaps } from '@ventral/training';
import { expect, test } from 'vitest';
import { exchangeMaps } from '../src/training/exchange-maps.ts';

const count = 9;
const without = 4;
/** Maps that say whose they are. */
const maps: ImportanceMaps = {
  shape: [count, 2, 3],
  values: Float32Array.from({ length: count * 6 }, (_, at) => {
    const image = Math.floor(at / 6);
    return image === without ? 0 : 10 * image + (at % 6);
  }),
  isThere: Array.from({ length: count }, (_, image) => image !== without),
};

const ownersOf = ({ values }: ImportanceMaps) =>
  Array.from({ length: count }, (_, image) => {
    const map = [...values.subarray(6 * image, 6 * image + 6)];
    const owner = map[0]! / 10;
    if (image !== without) expect(map).toEqual([0, 1, 2, 3, 4, 5].map((at) => 10 * owner + at));
    return owner;
  });

test('each image gets the whole map of another, and one without gets none', () => {
  for (const seed of [0, 1, 2, 3, 4]) {
    const exchanged = exchangeMaps(maps, seed);
    expect(exchanged.isThere).toEqual(maps.isThere);
    const owners = ownersOf(exchanged);
    expect(owners[without]).toBe(0);
    for (const [image, owner] of owners.entries()) {
      if (image !== without) expect(owner).not.toBe(image);
    }
    expect(owners.filter((_, image) => image !== without).sort()).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
  }
});

test('which one, the seed says', () => {
  const owners = [5, 5, 6].map((seed) => ownersOf(exchangeMaps(maps, seed)));
  expect(owners[1]).toEqual(owners[0]);
  expect(owners[2]).not.toEqual(owners[0]);
});

test('one map alone is refused', () => {
  const alone = { ...maps, isThere: maps.isThere.map((_, image) => image === 2) };
  expect(() => exchangeMaps(alone, 0)).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
});
