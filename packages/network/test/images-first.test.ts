import { describe, expect, it } from 'vitest';
import { imagesFirst } from '../src/images-first.ts';

// The value at tokens x images x width is 100 * token + 10 * image + place.
const tokensFirst = {
  shape: [2, 3, 2],
  values: Float32Array.of(0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121),
};

describe('imagesFirst', () => {
  it('brings images to the front, other axes in their order', () => {
    expect(imagesFirst(tokensFirst, 1)).toEqual({
      shape: [3, 2, 2],
      values: Float32Array.of(0, 1, 100, 101, 10, 11, 110, 111, 20, 21, 120, 121),
    });
    expect(imagesFirst(tokensFirst, 2)).toEqual({
      shape: [2, 2, 3],
      values: Float32Array.of(0, 10, 20, 100, 110, 120, 1, 11, 21, 101, 111, 121),
    });
  });

  it('copies nothing where they are there, or where there is one image', () => {
    expect(imagesFirst(tokensFirst, 0).values).toBe(tokensFirst.values);
    expect(imagesFirst(tokensFirst, undefined)).toEqual({ ...tokensFirst, shape: [1, 2, 3, 2] });
  });
});
