import { decodePopulation, drawPopulation } from '@ventral/decoding';
import { describe, expect, it } from 'vitest';
import golden from './fixtures/decoders.json' with { type: 'json' };
import { recordKnown } from './known-populations.ts';

describe.each(['nearest-mean', 'logistic'] as const)('%s', (decoder) => {
  it('answers every test as scikit-learn does', async () => {
    const recordings = recordKnown({
      ...{ neuroids: 20, classes: 4, positions: 3, repetitions: 8, bins: 3, seed: 7 },
      ...{ signal: [0, 1, 0.3], ofPosition: 0.5 },
    });
    const population = drawPopulation(recordings, { label: 'object_name', position: 'position' });
    const decoded = await decodePopulation(population, { decoder });
    expect(decoded.map(({ confusion }) => confusion)).toEqual(golden[decoder]);
  });
});
