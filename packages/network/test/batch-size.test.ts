import type { Layer } from '@ventral/core';
import { batchSize } from '@ventral/network';
import { describe, expect, it } from 'vitest';

const million = 2 ** 20;
const layer = (name: string, megabytes: number): Layer => ({
  name,
  operation: 'Conv',
  shape: [megabytes / 4, million],
});

describe('batchSize', () => {
  const layers = [layer('large', 8), layer('small', 1), layer('tiny', 0.25), layer('huge', 500)];
  it.each([
    ['keeps the largest value before a layer below 128 MB', ['tiny'], 16],
    ['counts a value itself', ['large'], 16],
    ['counts layers together', ['large', 'small', 'tiny'], 13],
    ['takes one image at least', ['huge'], 1],
  ])('%s', (_, names, expected) => {
    expect(batchSize(layers, names)).toBe(expected);
  });

  it('takes 32 images at most', () => {
    expect(batchSize(layers.slice(1), ['tiny'])).toBe(32);
  });

  it('counts sizes the file leaves open as one', () => {
    const open = { ...layer('open', 8), shape: [undefined, 4 * million] };
    expect(batchSize([open], ['open'])).toBe(8);
  });
});
