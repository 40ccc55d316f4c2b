import { cropCentre } from '@ventral/images';
import { expect, test } from 'vitest';

const image = { width: 3, height: 1, data: Uint8Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3]) };

function columns(width: number, height = 1): number[] {
  return [...cropCentre(image, { width, height }).data].filter((_, index) => index % 3 === 0);
}

test('cuts out the centre, rounding an odd margin to even', () => {
  expect(columns(1)).toEqual([2]);
  expect(columns(2)).toEqual([1, 2]);
});

test('surrounds a small image with black, the larger half after it', () => {
  expect(columns(5)).toEqual([0, 1, 2, 3, 0]);
  expect(columns(4)).toEqual([1, 2, 3, 0]);
});

test('cuts in one direction and pads in the other', () => {
  expect(columns(1, 3)).toEqual([0, 2, 0]);
});
