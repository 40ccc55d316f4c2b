import { findImageAxis } from '@ventral/onnx';
import { describe, expect, it } from 'vitest';

const shown = (images: number, ...sizes: (number | string)[]) => ({ images, sizes });

describe('findImageAxis', () => {
  it.each([
    ['tokens x images x width', shown(31, 50, 31, 64), shown(37, 50, 37, 64), 1],
    ['as many tokens as images', shown(31, 31, 31, 64), shown(37, 31, 37, 64), 1],
    ['images last', shown(31, 64, 31), shown(37, 64, 37), 1],
    ['open tokens, images second', shown(31, 'tokens', 31, 64), shown(37, 'tokens', 37, 64), 1],
    ['nothing known', shown(31, '', 64), shown(37, '', 64), 0],
    ['no second look, images first', shown(4, 4, 4, 64), undefined, 0],
    ['one image, first', shown(1, 1, 50, 64), undefined, 0],
    ['one image, second', shown(1, 50, 1, 64), undefined, 1],
    ['one image, its windows first', shown(1, 64, 49, 96), undefined, undefined],
    ['one image, windows not known', shown(1, 'windows', 49), undefined, 0],
  ])('finds it: %s', (_, first, other, axis) => {
    expect(findImageAxis(first, other)).toEqual({ axis });
  });

  it.each([
    ['windows of images', shown(31, 31 * 4, 49), shown(37, 37 * 4, 49), /axis 0 mixes .* \(4 an/],
    [
      'heads of images',
      shown(31, 50, 31 * 2, 32),
      shown(37, 50, 37 * 2, 32),
      /axis 1 mixes .* \(2/,
    ],
    ['images x images', shown(31, 31, 31), shown(37, 37, 37), /compares images with one another/],
    ['no images', shown(31, 50, 64), shown(37, 50, 64), /none of its axes/],
    ['sizes of chance', shown(31, 62, 64), shown(37, 62, 64), /none of its axes/],
    ['no second look', shown(4, 50, 4, 64), undefined, /cannot be told/],
  ])('says why there is none: %s', (_, first, other, unusable) => {
    expect(findImageAxis(first, other)).toEqual({ unusable: expect.stringMatching(unusable) });
  });
});
