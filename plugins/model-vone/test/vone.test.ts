import type { RgbImage } from '@ventral/arrays';
import type { Model } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-vone';
import { RandomState } from '@ventral/numerics';
import { collectActivations } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';
import { drawFilters } from '../src/draw-filters.ts';
import { sampleGabor } from '../src/gabor.ts';

const { vone, voneModel } = plugin;
const places = 56;
const population = 256 * places * places;

checkManifest(plugin);
checkModel(vone, { layer: 'complex' });
checkModel(voneModel({ id: 'vone-noisy', noise: { seed: 1 } }), { layer: 'vone' });

/** A grey grating of 224 x 224 pixels, 8 degrees wide. */
function grating(orientation: number, frequency: number): RgbImage {
  const data = new Uint8Array(224 * 224 * 3);
  for (let pixel = 0; pixel < 224 * 224; pixel++) {
    const [x, y] = [(pixel % 224) - 112, Math.floor(pixel / 224) - 112];
    const u = (x * Math.cos(orientation) + y * Math.sin(orientation)) / 28;
    data.fill(127.5 + 120 * Math.cos(2 * Math.PI * frequency * u), 3 * pixel, 3 * pixel + 3);
  }
  return { width: 224, height: 224, data };
}

async function look(model: Model, layers: readonly string[], ...images: readonly RgbImage[]) {
  await using open = await model.open(createRunContext());
  const stimuli = images.map((image, index) => ({ id: `image ${index}`, load: async () => image }));
  return collectActivations(open, stimuli, layers);
}

/** Compared as bytes: a matcher takes seconds for each million of values. */
function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

const random = new RandomState(0);
const [simpleFilters, complexFilters] = [drawFilters(256, random), drawFilters(256, random)];

describe('vone', () => {
  it('has 256 simple and 256 complex cells at 56 x 56 places', async () => {
    await using model = await vone.open(createRunContext());
    const shapes = Object.fromEntries(model.layers.map(({ name, shape }) => [name, shape]));
    expect(shapes).toMatchObject({
      simple: [256, places, places],
      complex: [256, places, places],
      vone: [512, places, places],
      pool: [512, 14, 14],
    });
    expect(vone.visualDegrees).toBe(8);
    expect(vone.files).toEqual([]);
  });

  it('is cached under a digest that lasts, one for each seed', async () => {
    await using model = await vone.open(createRunContext());
    await using other = await voneModel({ seed: 1 }).open(createRunContext());
    expect(model.digest).toMatchInlineSnapshot(
      `"de22e619b37d45d075c3ce4188e9813bc069245af3b78b7d752dc3f6b563a08d"`,
    );
    expect(other.digest).not.toBe(model.digest);
  });

  it('filters, rectifies and pairs as plain loops do', async () => {
    const image = grating(0.4, 2);
    const layers = await look(vone, ['simple', 'complex', 'vone'], image);
    const filter = (cell: (typeof simpleFilters)[0], row: number, column: number) => {
      const weights = sampleGabor(cell, 25, 28);
      let sum = 0;
      for (let j = 0; j < 25; j++) {
        for (let i = 0; i < 25; i++) {
          const [x, y] = [4 * column + i - 12, 4 * row + j - 12];
          if (x < 0 || y < 0 || x > 223 || y > 223) continue;
          const level = image.data[3 * (224 * y + x) + cell.colour] as number;
          sum += (weights[25 * j + i] as number) * ((level / 255 - 0.5) / 0.5);
        }
      }
      return sum;
    };
    for (const cell of [0, 100, 255]) {
      for (const [row, column] of [
        [0, 0],
        [20, 33],
        [55, 10],
      ] as const) {
        const at = (cell * places + row) * places + column;
        const simple = Math.max(0, filter(simpleFilters[cell]!, row, column));
        expect(layers.get('simple')?.[at]).toBeCloseTo(simple, 5);
        const even = complexFilters[cell]!;
        const odd = { ...even, phase: even.phase + Math.PI / 2 };
        const energy = filter(even, row, column) ** 2 + filter(odd, row, column) ** 2;
        const complex = Math.sqrt(energy / 2);
        expect(layers.get('complex')?.[at]).toBeCloseTo(complex, 5);
        expect(layers.get('vone')?.[at]).toBe(layers.get('simple')?.[at]);
        expect(layers.get('vone')?.[population + at]).toBe(layers.get('complex')?.[at]);
      }
    }
  });

  it('has cells that prefer the orientation they were drawn with', async () => {
    const gratings = [0, Math.PI / 2].map((orientation) => grating(orientation, 2.8));
    const complex = (await look(vone, ['complex'], ...gratings)).get('complex') as Float32Array;
    const centre = 28 * places + 28;
    const isTuned = ({ cyclesAcross, frequency }: (typeof complexFilters)[0]) =>
      cyclesAcross > 0.3 && frequency > 1.5 && frequency < 5;
    let cells = 0;
    for (const [cell, filter] of complexFilters.entries()) {
      const tilt = Math.abs(Math.cos(filter.orientation));
      if (!isTuned(filter) || (tilt > 0.3 && tilt < 0.95)) continue;
      const vertical = complex[cell * places ** 2 + centre] as number;
      const horizontal = complex[population + cell * places ** 2 + centre] as number;
      expect(vertical > horizontal, `cell ${cell} at ${filter.orientation}`).toBe(tilt > 0.95);
      cells += 1;
    }
    expect(cells).toBeGreaterThan(20);
  });
});

describe('noise', () => {
  const image = grating(0.4, 2);
  const noisy = (seed: number) => voneModel({ noise: { seed, spikes: 10_000 } });

  it('has a variance equal to the mean, in spikes', async () => {
    const [quiet, varied] = await Promise.all(
      [vone, noisy(3)].map(async (model) => (await look(model, ['vone'], image)).get('vone')!),
    );
    let [squares, cells] = [0, 0];
    for (const [cell, mean] of quiet!.entries()) {
      if (mean < 0.05) continue;
      squares += (((varied![cell] as number) - mean) ** 2 * 10_000) / mean;
      cells += 1;
    }
    expect(cells).toBeGreaterThan(10_000);
    // Three standard errors of a variance are 3 sqrt(2 / cells).
    expect(Math.abs(squares / cells - 1)).toBeLessThan(3 * Math.sqrt(2 / cells));
  });

  it('is the same for a stimulus in every layer, another for another stimulus or seed', async () => {
    const layers = await look(noisy(3), ['simple', 'complex', 'vone'], image, image);
    const [simple, complex, both] = ['simple', 'complex', 'vone'].map((name) => layers.get(name)!);
    const first = bytesOf(simple!.subarray(0, population));
    expect(bytesOf(both!.subarray(0, population)).equals(first)).toBe(true);
    const ofComplex = bytesOf(complex!.subarray(0, population));
    expect(bytesOf(both!.subarray(population, 2 * population)).equals(ofComplex)).toBe(true);
    expect(bytesOf(simple!.subarray(population)).equals(first)).toBe(false);
    const again = await look(noisy(3), ['simple'], image);
    expect(bytesOf(again.get('simple')!).equals(first)).toBe(true);
    const other = await look(noisy(4), ['simple'], image);
    expect(bytesOf(other.get('simple')!).equals(first)).toBe(false);
  });

  it('needs a positive number of spikes', () => {
    for (const spikes of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => voneModel({ noise: { seed: 1, spikes } })).toThrowError(
        expect.objectContaining({ code: 'OPTION_INVALID' }),
      );
    }
  });

  it('refuses a bad seed of the cells when opened', async () => {
    await expect(voneModel({ seed: -1 }).open(createRunContext())).rejects.toMatchObject({
      code: 'OPTION_INVALID',
    });
  });

  it('has a digest of its own', async () => {
    const digests = await Promise.all(
      [vone, noisy(3), noisy(4), voneModel({ noise: { seed: 3 } })].map(async (model) => {
        await using open = await model.open(createRunContext());
        return open.digest;
      }),
    );
    expect(new Set(digests).size).toBe(4);
  });
});
