import { countValues, type Stimulus } from '@ventral/arrays';
import type { Model } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-basenet';
import { collectActivations } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { parameterShapes } from '@ventral/training';
import { describe, expect, it } from 'vitest';

const { basenet, basenetModel, basenetNetwork, basenetRandom } = plugin;

checkManifest(plugin);
checkModel(basenetRandom, { layer: 'pool6' });
checkModel(basenet, { layer: 'pool6' });

async function open(model: Model) {
  return await model.open(createRunContext());
}

function countParameters(hyperparameters: plugin.BasenetHyperparameters = {}): number {
  const shapes = [...parameterShapes(basenetNetwork(hyperparameters)).values()];
  return shapes.reduce((sum, shape) => sum + countValues(shape), 0);
}

describe('the family', () => {
  it('has the parameters of six convolutions and one fully connected layer', () => {
    const convolutions =
      24 * (1 * 7 * 7 + 1) +
      48 * (24 * 5 * 5 + 1) +
      64 * (48 * 3 * 3 + 1) +
      3 * 64 * (64 * 3 * 3 + 1);
    expect(countParameters()).toBe(convolutions + 64 * (64 * 4 * 4 + 1));
    expect(countParameters()).toBe(234_144);
  });

  it('varies in filters, kernels, strides, pools, image size and classes', () => {
    const hyperparameters = {
      imageSize: 32,
      filters: [4, 5, 6, 7, 8, 9],
      kernelSizes: [5, 3, 3, 1, 3, 3],
      strides: [1, 2, 1, 1, 1, 1],
      pooled: [1, 5],
      poolWindows: { size: 2, stride: 2 },
      classes: 10,
    };
    // 32 pixels, 16 after the first pool, 8 after the second convolution, 4 after the last pool.
    const convolutions = [
      [4, 1, 5],
      [5, 4, 3],
      [6, 5, 3],
      [7, 6, 1],
      [8, 7, 3],
      [9, 8, 3],
    ] as const;
    const expected = convolutions.reduce(
      (sum, [filters, channels, size]) => sum + filters * (channels * size ** 2 + 1),
      10 * (9 * 4 * 4 + 1),
    );
    expect(countParameters(hyperparameters)).toBe(expected);
  });

  it.each([
    [{ filters: [8, 8, 8] }, 'A BaseNet cannot have filters [8, 8, 8].'],
    [{ kernelSizes: [4, 3, 3, 3, 3, 3] }, 'A BaseNet cannot have kernelSizes [4, 3, 3, 3, 3, 3].'],
    [{ pooled: [1, 7] }, 'A BaseNet cannot pool after [1, 7].'],
  ])('refuses %o', (hyperparameters, message) => {
    expect(() => basenetNetwork(hyperparameters)).toThrowError(
      expect.objectContaining({ code: 'OPTION_INVALID', message }),
    );
  });
});

describe('basenet-random', () => {
  it('has the layers of its stages', async () => {
    await using model = await open(basenetRandom);
    const shapes = Object.fromEntries(model.layers.map(({ name, shape }) => [name, shape]));
    expect(shapes).toMatchObject({
      grey: [1, 64, 64],
      conv1: [24, 32, 32],
      pool1: [24, 16, 16],
      pool2: [48, 8, 8],
      relu5: [64, 8, 8],
      pool6: [64, 4, 4],
      features: [1024],
      class: [64],
    });
    expect(model.candidateLayers).toEqual(['pool1', 'pool2', 'relu3', 'relu4', 'relu5', 'pool6']);
    expect(basenetRandom.visualDegrees).toBe(8);
    expect(basenetRandom.files).toEqual([]);
  });

  it('is cached under a digest that lasts, one for each seed', async () => {
    await using model = await open(basenetRandom);
    await using other = await open(basenetModel({ id: 'other', title: 'Other', seed: 1 }));
    expect(model.digest).toMatchInlineSnapshot(
      `"b42f7570ad387672c4326daa531e84e0d23cdca99318214e8455c45796761c0b"`,
    );
    expect(other.digest).not.toBe(model.digest);
  });

  it('neither silences nor blows up what it passes on', async () => {
    await using model = await open(basenetRandom);
    const activations = await collectActivations(model, [noise(0), noise(1)], ['relu1', 'relu6']);
    const [first, last] = ['relu1', 'relu6'].map((name) => {
      const values = activations.get(name) as Float32Array;
      return values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
    }) as [number, number];
    // Pools, which keep what is largest, raise it; convolutions and rectifiers leave it.
    expect(last / first).toBeGreaterThan(1);
    expect(last / first).toBeLessThan(20);
  });

  it('sees no colours', async () => {
    await using model = await open(basenetRandom);
    const activations = await collectActivations(model, [noise(0), noise(0, [2, 0, 1])], ['class']);
    const scores = activations.get('class') as Float32Array;
    for (let unit = 0; unit < 64; unit++) {
      expect(scores[64 + unit]).toBeCloseTo(scores[unit] as number, 4);
    }
  });
});

describe('basenet', () => {
  it('is the same network with other weights, cached under a digest that lasts', async () => {
    await using trained = await open(basenet);
    await using random = await open(basenetRandom);
    expect(trained.layers).toEqual(random.layers);
    expect(trained.candidateLayers).toEqual(random.candidateLayers);
    expect(trained.digest).toMatchInlineSnapshot(
      `"15f4111a3a9d8f5c650f4b309f4b56c898fb3e844bface915cc260b8f3b44769"`,
    );
    expect(trained.digest).not.toBe(random.digest);
  });

  it('needs no download', () => {
    expect(basenet.files).toEqual([]);
  });

  it('has a layer for each region that the composite scores', () => {
    for (const model of [basenet, basenetRandom]) {
      expect(Object.keys(model.regionLayers ?? {}).sort()).toEqual(['IT', 'V4', 'behavior']);
    }
  });
});

/** An image of noise, its colours in another order where one is given. */
function noise(seed: number, order = [0, 1, 2]): Stimulus {
  const [width, height] = [64, 64];
  const data = Uint8Array.from({ length: 3 * width * height }, (_, index) => {
    const at = index - (index % 3) + (order[index % 3] as number);
    return (((at + 1) * 48_271 + seed * 16_807) % 65_537) % 256;
  });
  return { id: `noise ${seed} ${order}`, load: async () => ({ width, height, data }) };
}
