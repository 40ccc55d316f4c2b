import { describe, expect, it } from 'vitest';
import { listSlots } from '../src/cornets.ts';
import { matchWeights } from '../src/match-weights.ts';
import type { TorchTensor } from '../src/torch-tensor.ts';
import type { WeightSlot } from '../src/weights.ts';

const endings = {
  filter: 'weight',
  bias: 'bias',
  scale: 'weight',
  shift: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

/** A state dict of one number for each array, which is the array's place in the order of computation. */
function stateDict(slots: readonly WeightSlot[]): [string, TorchTensor][] {
  let module = 0;
  return slots.map(({ kind, shape }, index) => {
    if (kind === 'filter' || kind === 'scale') module += 1;
    return [`part${module}.${endings[kind]}`, { shape, values: Float32Array.of(index) }];
  });
}

describe('matchWeights', () => {
  it.each(['S', 'Z'] as const)('tells CORnet-%s by its sizes', (variant) => {
    const slots = listSlots(variant);
    const matched = matchWeights(new Map(stateDict(slots)), 'x.pth');
    expect(matched.variant).toBe(variant);
    expect(slots.map((slot) => matched.weights(slot)[0])).toEqual(slots.map((_, index) => index));
  });

  it('finds filters by size in any order, and normalisations of one size in theirs', () => {
    const slots = listSlots('S');
    const dict = stateDict(slots);
    const isFilter = ([name]: readonly [string, TorchTensor]) =>
      slots[dict.findIndex(([other]) => other === name)]?.kind === 'filter';
    const filters = dict.filter(isFilter).reverse();
    const others = dict.filter((entry) => !isFilter(entry));
    const counts = [['part2.num_batches_tracked', { shape: [], values: BigInt64Array.of(7n) }]];
    const given = [...filters, ...(counts as typeof dict), ...others];
    const { weights } = matchWeights(new Map(given), 'x.pth');
    expect(slots.map((slot) => weights(slot)[0])).toEqual(slots.map((_, index) => index));
  });

  it('has filters of different sizes only, so that order does not matter for them', () => {
    for (const variant of ['S', 'Z'] as const) {
      const shapes = listSlots(variant)
        .filter(({ kind }) => kind === 'filter')
        .map(({ shape }) => shape.join('x'));
      expect(new Set(shapes).size).toBe(shapes.length);
    }
  });

  it('refuses another network: one array less, one more, CORnet-RT', () => {
    const dict = stateDict(listSlots('S'));
    const more: typeof dict = [
      ...dict,
      ['more.weight', { shape: [3], values: Float32Array.of(1) }],
    ];
    for (const given of [dict.slice(1), more, stateDict(listSlots('RT'))]) {
      expect(() => matchWeights(new Map(given), 'x.pth')).toThrowError(
        expect.objectContaining({
          code: 'MODEL_UNREADABLE',
          message: `x.pth holds ${given.length} arrays of weights, which are not those of CORnet-S or CORnet-Z.`,
        }),
      );
    }
  });
});
