import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { averageRepetitions, coordinate, dimensionSize } from '@ventral/arrays';
import type { RunContext } from '@ventral/core';
import { cowley2023 } from '@ventral/dataset-cowley-2023';
import { createRunContext } from '@ventral/host';
import { describeReference, referencePath } from '@ventral/testing';
import { checkDataset } from '@ventral/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import golden from './fixtures/cowley-2023.json' with { type: 'json' };

let cacheFolder: string;
let context: RunContext;
beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-cowley-'));
  context = createRunContext({ cacheFolder, mirrors: [], offline: true });
});
afterAll(() => rm(cacheFolder, { recursive: true, force: true }));

describe('Cowley2023', () => {
  it('says where a session is that is not at hand', async () => {
    await expect(cowley2023.load(context, '210621')).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('images/images_210621.zip'),
    });
  });
});

describeReference('the recordings', 'data/cowley2023-macaque-v4', () => {
  const withMirror = () => ({ ...context, mirrors: [referencePath('data')] });

  const mirrors = [referencePath('data')];
  checkDataset(cowley2023, {
    load: { context: createRunContext({ mirrors, offline: true }), part: '210305' },
  });

  it.each(Object.entries(golden.sessions))('of %s are in order', async (id, expected) => {
    const { session, stimuli, recordings } = await cowley2023.load(withMirror(), id);
    expect([session.units, session.images]).toEqual([expected.units, expected.images]);
    expect(recordings.shape).toEqual([expected.images, expected.units]);
    expect(stimuli.id).toBe(`Cowley2023.${id}`);
    expect(coordinate(recordings, 'stimulus_id')).toEqual(stimuli.stimuli.map((one) => one.id));
    expect(coordinate(recordings, 'neuroid_id').at(-1)).toBe(`${id}/unit${expected.units}`);
    expect(new Set(coordinate(recordings, 'animal'))).toEqual(new Set([session.animal]));
    expect(sum(recordings.values) / recordings.values.length).toBeCloseTo(expected.mean, 12);
    for (const sample of expected.samples) {
      const stimulus = stimuli.stimuli[sample.index];
      expect(stimulus?.id).toBe(sample.id);
      const image = await stimulus?.load();
      expect([image?.width, image?.height]).toEqual([112, 112]);
      expect(sum(image?.data ?? [])).toBe(sample.pixelSum);
      const row = sample.index * expected.units;
      expect(recordings.values[row]).toBe(sample.firstUnit);
      expect(recordings.values[row + expected.units - 1]).toBe(sample.lastUnit);
    }
  });

  it('of single trials average to the averaged ones', async () => {
    const { recordings, trials } = await cowley2023.load(withMirror(), '210325');
    const all = await trials();
    const { presentations, spikes, fewest, most } = golden.trials210325;
    expect(dimensionSize(all, 'presentation')).toBe(presentations);
    expect(sum(all.values)).toBe(spikes);
    const repetitions = coordinate(all, 'repetition') as readonly number[];
    const perStimulus = new Map<unknown, number>();
    for (const id of coordinate(all, 'stimulus_id')) {
      perStimulus.set(id, (perStimulus.get(id) ?? 0) + 1);
    }
    expect(Math.min(...perStimulus.values())).toBe(fewest);
    expect(Math.max(...perStimulus.values())).toBe(most);
    expect(Math.max(...repetitions)).toBe(most - 1);
    const averaged = averageRepetitions(all);
    expect(averaged.coords).toEqual(recordings.coords);
    const differences = averaged.values.map((value, cell) =>
      Math.abs(value - (recordings.values[cell] as number)),
    );
    expect(Math.max(...differences)).toBeLessThan(1e-12);
  });

  it('of single trials are fetched only when they are asked for', async () => {
    const { trials } = await cowley2023.load(withMirror(), '210305');
    await expect(trials()).rejects.toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('responses_raw/responses_210305.npy'),
    });
  });

  it('have digests that tell sessions apart', async () => {
    const ids = Object.keys(golden.sessions);
    const all = await Promise.all(ids.map((id) => cowley2023.load(withMirror(), id)));
    expect(new Set(all.map(({ stimuli }) => stimuli.digest)).size).toBe(ids.length);
    expect(all[0]?.stimuli.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
