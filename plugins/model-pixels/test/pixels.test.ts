import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeNpy, type RgbImage, type Stimulus } from '@ventral/arrays';
import type { ActivationBatch } from '@ventral/core';
import { createRunContext, recordActivations } from '@ventral/host';
import { decodeImage } from '@ventral/images';
import * as plugin from '@ventral/model-pixels';
import { describeReference, referencePath } from '@ventral/testing';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, test } from 'vitest';

const { pixels } = plugin;
const context = createRunContext();
const featureCount = 256 * 256 * 3;

function grey(level: number): RgbImage {
  return { width: 2, height: 3, data: new Uint8Array(18).fill(level) };
}

function stimulus(id: string, image: RgbImage): Stimulus {
  return { id, load: async () => image };
}

async function lookAt(...stimuli: readonly Stimulus[]): Promise<readonly ActivationBatch[]> {
  await using model = await pixels.open(context);
  const batches: ActivationBatch[] = [];
  for await (const batch of model.look(stimuli, ['pixels'], context)) batches.push(batch);
  return batches;
}

async function featuresOf(image: RgbImage): Promise<Float32Array | undefined> {
  const [batch] = await lookAt(stimulus('only', image));
  return batch?.activations.get('pixels');
}

checkManifest(plugin);
checkModel(pixels);

describe('pixels', () => {
  test('have one layer, committed to every region', async () => {
    await using model = await pixels.open(context);
    expect(model.layers).toEqual([{ name: 'pixels', operation: 'Resize', shape: [256, 256, 3] }]);
    expect(model.candidateLayers).toEqual(['pixels']);
    const regions = ['V1', 'V2', 'V4', 'IT', 'behavior'];
    expect(pixels.regionLayers).toEqual(
      Object.fromEntries(regions.map((name) => [name, 'pixels'])),
    );
    expect(pixels.files).toEqual([]);
  });

  test('are cached under a digest that lasts', async () => {
    await using model = await pixels.open(context);
    expect(model.digest).toMatchInlineSnapshot(
      `"657cb12769647058fbf6076094f5b12c48d999d2c1c1bca9a550817bac5feb6e"`,
    );
  });

  test('are the values of Pillow, height x width x RGB', async () => {
    const data = Uint8Array.from({ length: 100 * 75 * 3 }, (_, i) => Math.floor((i * 7919) / 64));
    const features = await featuresOf({ width: 100, height: 75, data });
    // numpy.array(Image.fromarray(data).resize((256, 256)))
    expect(
      createHash('sha256')
        .update(Uint8Array.from(features ?? []))
        .digest('hex'),
    ).toBe('a46cd6212773f5d498aeb8d918f345143a31f9d89b81346cfc25c9bb0335a402');
  });

  test('are yielded in order, a bounded batch at a time', async () => {
    let loading = 0;
    let mostLoading = 0;
    const stimuli = Array.from({ length: 70 }, (_, level) => ({
      id: String(level),
      async load() {
        loading += 1;
        mostLoading = Math.max(mostLoading, loading);
        await new Promise(setImmediate);
        loading -= 1;
        return grey(level);
      },
    }));
    let next = 0;
    for (const { start, count, activations } of await lookAt(...stimuli)) {
      expect(start).toBe(next);
      const values = activations.get('pixels');
      expect(values?.length).toBe(count * featureCount);
      for (let image = 0; image < count; image++) {
        expect(values?.[image * featureCount]).toBe(start + image);
        expect(values?.[(image + 1) * featureCount - 1]).toBe(start + image);
      }
      next = start + count;
    }
    expect(next).toBe(70);
    expect(mostLoading).toBeLessThanOrEqual(32);
  });

  test('are recorded stimulus by stimulus', async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), 'ventral-pixels-'));
    try {
      await using model = await pixels.open(context);
      const set = {
        id: 'Two',
        digest: 'two',
        stimuli: [stimulus('dark', grey(3)), stimulus('light', grey(200))],
      };
      const recorded = await recordActivations(
        model,
        set,
        ['pixels'],
        createRunContext({ cacheFolder }),
      );
      const features = recorded.get('pixels');
      expect(features?.stimulusIds).toEqual(['dark', 'light']);
      expect(features?.featureCount).toBe(featureCount);
      expect(await features?.readColumns(5, 7)).toEqual(Float32Array.of(3, 3, 200, 200));
    } finally {
      await rm(cacheFolder, { recursive: true });
    }
  });

  test('have no other layer', async () => {
    await using model = await pixels.open(context);
    const batches = model.look([stimulus('only', grey(0))], ['pixel'], context);
    await expect(batches[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'LAYER_NOT_FOUND',
      hint: "Did you mean 'pixels'? Its only layer is 'pixels'.",
    });
  });

  test('pass on what an image says it cannot', async () => {
    const broken = { id: 'broken', load: () => decodeImage(new Uint8Array(9), 'broken') };
    await expect(lookAt(stimulus('whole', grey(0)), broken)).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining("'broken'"),
    });
  });
});

describeReference('pixels of a reference image', 'golden/images', () => {
  test('are its own where it has 256 x 256', async () => {
    const folder = referencePath('golden/images');
    const image = await decodeImage(await readFile(join(folder, 'rgb_256.jpg')), 'rgb_256.jpg');
    const { values } = decodeNpy(await readFile(join(folder, 'expected/rgb_256.decoded.npy')));
    expect(Buffer.from(Uint8Array.from((await featuresOf(image)) ?? []))).toEqual(
      Buffer.from(values as Uint8Array),
    );
  });
});
