import { readFileSync } from 'node:fs';
import { decodeNpy } from '@ventral/arrays';
import type { NeuralData } from '@ventral/core';
import { zhangDesimone2011 } from '@ventral/dataset-zhang-desimone-2011';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { beforeAll, describe, expect, it } from 'vitest';

const golden = 'golden/human/time';

describe('ZhangDesimone2011', () => {
  it('says what is not at hand', async () => {
    const nowhere = createRunContext({ cacheFolder: '/nowhere', mirrors: [], offline: true });
    await expect(zhangDesimone2011.load(nowhere)).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
    });
  });
});

describeReference('the recordings', 'data/zhang-desimone-2011-macaque-it', () => {
  let data: NeuralData;
  beforeAll(async () => {
    const context = createRunContext({ mirrors: [referencePath('data')], offline: true });
    data = (await zhangDesimone2011.load(context)) as NeuralData;
  });

  it('are of 132 neurons in 420 presentations, a millisecond at a time', () => {
    const { dims, shape, coords, values } = data.recordings;
    expect(dims).toEqual(['presentation', 'neuroid', 'time_bin']);
    expect(shape).toEqual([420, 132, 1000]);
    expect([...new Set(coords.object_name?.values)]).toEqual([
      ...['car', 'couch', 'face', 'flower', 'guitar', 'hand', 'kiwi'],
    ]);
    expect([...new Set(coords.position?.values)]).toEqual(['lower', 'middle', 'upper']);
    expect(coords.time_bin_start?.values.slice(499, 502)).toEqual([-1, 0, 1]);
    let missing = 0;
    let spikes = 0;
    for (const value of values) {
      if (Number.isNaN(value)) missing++;
      else spikes += value;
    }
    // Seven neurons have a trial less.
    expect(missing).toBe(7 * 1000);
    expect(spikes).toBe(603003);
  });

  it('count the spikes of the first neuron as others do', () => {
    const { shape, values: counts } = decodeNpy(
      readFileSync(referencePath(golden, 'counts_neuron0.npy')),
    );
    const { coords, values } = data.recordings;
    const labels = coords.stimulus_id?.values ?? [];
    const [objects, positions, trials, bins] = shape as [number, number, number, number];
    expect(shape).toEqual([7, 3, 19, 18]);
    const ids = [...new Set(labels)];
    expect(ids).toHaveLength(objects * positions);
    for (const [cell, count] of counts.entries()) {
      const bin = cell % bins;
      const trial = Math.floor(cell / bins) % trials;
      const id = ids[Math.floor(cell / bins / trials)];
      const row = labels.indexOf(id!) + trial;
      const start = row * 132 * 1000 + 50 * bin;
      let sum = 0;
      for (let time = start; time < start + 150; time++) sum += values[time]!;
      expect(sum).toBe(count);
    }
  });

  it('are of images that cannot be had, and say so', async () => {
    expect(data.stimuli.stimuli).toHaveLength(21);
    await expect(data.stimuli.stimuli[0]?.load()).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('car_lower'),
    });
  });
});
