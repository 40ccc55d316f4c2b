import { createHash } from 'node:crypto';
import type { Assembly } from '@ventral/assembly';
import { simulateVentral } from '@ventral/dataset-simulated-ventral';
import { trialConsistency } from '@ventral/metric-i2n';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { describe, expect, test } from 'vitest';
import { simulatedContext } from './simulated-context.ts';

const context = simulatedContext();
const small = { images: 2, fittingImages: 1, choiceImages: 4 };
const simulation = await simulateVentral(small, context);
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const digestOf = ({ values }: Assembly) =>
  createHash('sha256')
    .update(new Uint8Array(Float64Array.from(values as Float64Array).buffer))
    .digest('hex');

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

  test('are the same for the same seed, in another cache, and others for another', async () => {
    const few = { ...small, images: 1 };
    const one = await simulateVentral(few, simulatedContext());
    const again = await simulateVentral(few, simulatedContext());
    const other = await simulateVentral({ ...few, seed: 2 }, simulatedContext());
    expect(again.stimuli.digest).toBe(one.stimuli.digest);
    expect(other.stimuli.digest).not.toBe(one.stimuli.digest);
    const [first, second] = [
      await one.stimuli.stimuli[7]!.load(),
      await again.stimuli.stimuli[7]!.load(),
    ];
    expect(second.data).toEqual(first.data);
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

  test.each(['V4', 'IT'] as const)(
    'of %s have the consistency that is known, over 20 seeds',
    async (region) => {
      const offs: number[] = [];
      for (const seed of seeds) {
        const { trials, truth } = await simulation.record({ region, sites: 24, repeats: 20, seed });
        const { value } = await internalConsistency.compare(undefined, trials, {}, context);
        offs.push(value - truth.expectedConsistency);
      }
      expectMeanZero(offs);
    },
  );
});

test('choices have the consistency that is known, over 20 seeds', async () => {
  const offs: number[] = [];
  for (const seed of seeds) {
    const { trials, truth } = await simulation.choose({ trials: 30, seed });
    const { value } = await trialConsistency.compare(
      undefined,
      trials,
      { skipUndefined: true },
      context,
    );
    offs.push(value - truth.ceiling);
  }
  expectMeanZero(offs);
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

/** Within two standard errors, and those are small. */
function expectMeanZero(offs: readonly number[]): void {
  const mean = offs.reduce((sum, off) => sum + off, 0) / offs.length;
  const variance = offs.reduce((sum, off) => sum + (off - mean) ** 2, 0) / (offs.length - 1);
  const error = Math.sqrt(variance / offs.length);
  expect(error).toBeLessThan(0.02);
  expect(Math.abs(mean)).toBeLessThan(2 * error);
}
