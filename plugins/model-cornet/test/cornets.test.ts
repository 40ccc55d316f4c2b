import { countValues } from '@ventral/arrays';
import { describe, expect, it } from 'vitest';
import { type CornetVariant, listSlots } from '../src/cornets.ts';
import { expectGoldenLayers } from './golden-layers.ts';

// CORnet-S, which has 53 million weights, is in cornet-s.full.test.ts.
describe.each(['Z', 'RT'] as const)('CORnet-%s', (variant) => {
  it('computes what PyTorch computes', () => expectGoldenLayers(variant));
});

describe('the numbers of parameters', () => {
  // All that are trained: not the means and variances that normalisations saw.
  const count = (variant: CornetVariant) =>
    listSlots(variant)
      .filter(({ kind }) => kind !== 'mean' && kind !== 'variance')
      .reduce((sum, { shape }) => sum + countValues(shape), 0);

  it('of CORnet-S is the published 53.4 million', () => {
    expect(count('S')).toBe(53_416_616);
  });

  it('of CORnet-Z and CORnet-RT is that of their areas', () => {
    const z = [7 * 7 * 3 * 64 + 64, 9 * 64 * 128 + 128, 9 * 128 * 256 + 256, 9 * 256 * 512 + 512];
    const decoder = 512 * 1000 + 1000;
    expect(count('Z')).toBe(z.reduce((sum, area) => sum + area) + decoder);
    const entries = 7 * 7 * 3 * 64 + 9 * (64 * 128 + 128 * 256 + 256 * 512);
    const recurrent = 9 * (64 ** 2 + 128 ** 2 + 256 ** 2 + 512 ** 2);
    expect(count('RT')).toBe(entries + recurrent + 4 * (64 + 128 + 256 + 512) + decoder);
  });
});
