import { coordinate } from '@ventral/arrays';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { describe, expect, test } from 'vitest';
import { digestOf, digestOfImages, rounded } from './digests.ts';
import { simulatedContext } from './simulated-context.ts';

const context = simulatedContext();
const simulation = await simulateVentral({ images: 2 }, context);

// Scores depend on every bit of these. Where one changes, so do the scores: raise the versions of the
// renderer or of the front end, and the scoreVersion of the data set and of its benchmarks.
test('images and responses are these, bit for bit', async () => {
  const v1 = await simulation.record({ region: 'V1', sites: 8, repeats: 3 });
  const v4 = await simulation.record({ region: 'V4', sites: 8, repeats: 3 });
  const it = await simulation.record({ region: 'IT', sites: 8, repeats: 3 });
  expect({
    images: await digestOfImages(simulation.stimuli),
    v1Trials: digestOf(v1.trials),
    v1Rates: digestOf(rounded(v1.truth.responses)),
    v4Trials: digestOf(v4.trials),
    v4Rates: digestOf(rounded(v4.truth.responses)),
    itTrials: digestOf(it.trials),
    itRates: digestOf(rounded(it.truth.responses)),
  }).toEqual({
    images: '04fdddc64e5566f3',
    v1Trials: 'ca7bf9377810b499',
    v1Rates: '562e89030f10d58b',
    v4Trials: '1e115d2b0b052dd2',
    v4Rates: '14c328c5699482ea',
    itTrials: '5012cbbdbe471780',
    itRates: '1c4183be5dd2e7a0',
  });
});

describe('images', () => {
  test('are 192 pixels of grey, 8 degrees wide, and labelled', async () => {
    const { stimuli, columns, degrees } = simulation.stimuli;
    expect(stimuli).toHaveLength(128);
    expect(degrees).toBe(8);
    expect(new Set(columns?.object_name).size).toBe(64);
    expect(new Set(columns?.category_name).size).toBe(8);
    const { width, height, data } = await stimuli[5]!.load();
    expect([width, height, data.length]).toEqual([192, 192, 3 * 192 ** 2]);
    for (let pixel = 0; pixel < data.length; pixel += 3) expect(data[pixel]).toBe(data[pixel + 2]);
    expect(new Set(data).size).toBeGreaterThan(30);
  });
});

describe('recordings', () => {
  test('are the same for the same seeds; noise and sites have seeds of their own', async () => {
    const settings = { region: 'V4', sites: 6, repeats: 4 } as const;
    const one = await simulation.record(settings);
    const again = await simulation.record(settings);
    const noisy = await simulation.record({ ...settings, noiseSeed: 9 });
    const others = await simulation.record({ ...settings, seed: 9 });
    expect(digestOf(again.trials)).toBe(digestOf(one.trials));
    expect(digestOf(noisy.trials)).not.toBe(digestOf(one.trials));
    expect(digestOf(noisy.truth.responses)).toBe(digestOf(one.truth.responses));
    expect(digestOf(others.truth.responses)).not.toBe(digestOf(one.truth.responses));
  });

  test('of some images have their rates, in the order in which they are shown', async () => {
    const settings = { region: 'IT', sites: 4, repeats: 2, seed: 5 } as const;
    const { truth: whole } = await simulation.record(settings);
    const { recordings, truth } = await simulation.record({ ...settings, shown: [3, 1] });
    const rowOf = (values: ArrayLike<unknown>, row: number, width: number) =>
      Array.from(values).slice(row * width, (row + 1) * width);
    expect(recordings.shape).toEqual([2, 4]);
    for (const [row, image] of [3, 1].entries()) {
      const known = rowOf(whole.responses.values, image, 4);
      expect(rowOf(truth.responses.values, row, 4)).toEqual(known);
      expect(coordinate(recordings, 'stimulus_id')[row]).toBe(
        coordinate(whole.responses, 'stimulus_id')[image],
      );
    }
    const width = truth.features.featureCount;
    expect(rowOf(await truth.features.readColumns(0, width), 0, width)).toEqual(
      rowOf(await whole.features.readColumns(0, width), 3, width),
    );
    await expect(simulation.record({ ...settings, shown: [1e6] })).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });

  test('without noise are the truth', async () => {
    const { recordings, truth } = await simulation.record({
      region: 'IT',
      sites: 5,
      repeats: 2,
      noise: 0,
    });
    for (const [cell, value] of Array.from(recordings.values as Float64Array).entries()) {
      expect(value).toBeCloseTo(Number(truth.responses.values[cell]), 3);
    }
    expect(truth.ceiling).toBe(1);
  });
});

test.each([
  [{ images: 0 }, 'images'],
  [{ seed: -1 }, 'seed'],
  [{ choiceImages: 1 }, 'choiceImages'],
])('%j cannot be simulated', async (settings, name) => {
  await expect(simulateVentral(settings, context)).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    message: expect.stringContaining(name),
  });
});
