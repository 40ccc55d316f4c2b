import type { Model, OpenModel } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-cornet';
import { checkManifest, checkModel } from '@ventral/testkit';
import { beforeAll, describe, expect, it } from 'vitest';

const { cornetFromFile, cornetModels, randomCornet } = plugin;
const [z, rt] = cornetModels as [Model, Model, Model];

checkManifest(plugin);
// CORnet-S draws 53 million weights each time it is opened: cornet-s.full.test.ts.
for (const model of [z, rt]) checkModel(model, { layer: 'V1' });

describe('cornetModels', () => {
  const opened: Pick<OpenModel, 'digest' | 'layers'>[] = [];
  beforeAll(async () => {
    for (const model of cornetModels) {
      await using open = await model.open(createRunContext());
      opened.push({ digest: open.digest, layers: open.layers });
    }
  });

  it.each([...cornetModels.entries()].map(([index, model]) => [model.id, model, index] as const))(
    '%s has four areas',
    (_, model, index) => {
      const { layers } = opened[index]!;
      const shapes = Object.fromEntries(layers.map(({ name, shape }) => [name, shape]));
      expect(shapes).toMatchObject({
        V1: [64, 56, 56],
        V2: [128, 28, 28],
        V4: [256, 14, 14],
        IT: [512, 7, 7],
        decoder: [1000],
      });
      expect(model.regionLayers).toEqual({
        V1: 'V1',
        V2: 'V2',
        V4: 'V4',
        IT: 'IT',
        behavior: 'decoder.average',
      });
      expect(model.title).toContain('random weights, untrained');
      expect(model.files).toEqual([]);
    },
  );

  it('have steps for layers', () => {
    const stepsOf = (index: number) =>
      opened[index]!.layers.map(({ name }) => name).filter((name) => name.includes('.step'));
    expect(stepsOf(0)).toEqual([]);
    expect(stepsOf(1)).toEqual([
      ...['V1.step1', 'V1.step2', 'V2.step2', 'V1.step3', 'V2.step3', 'V4.step3'],
      ...['V1.step4', 'V2.step4', 'V4.step4', 'IT.step4'],
    ]);
    expect(stepsOf(2)).toEqual([...['V2.step1', 'V4.step1', 'V4.step2', 'V4.step3', 'IT.step1']]);
  });

  it('commit steps of CORnet-S to windows of time, all of which are layers', () => {
    const [zWindows, rtWindows, windows = {}] = cornetModels.map((model) => model.regionWindows);
    expect([zWindows, rtWindows]).toEqual([undefined, undefined]);
    expect(Object.keys(windows)).toEqual(['V1', 'V2', 'V4', 'IT']);
    expect(windows.V4?.map(({ window }) => window[0])).toEqual([90, 140, 190, 240]);
    const names = opened[2]!.layers.map(({ name }) => name);
    const committed = Object.values(windows).flatMap((list) => list.map(({ layer }) => layer));
    expect(names).toEqual(expect.arrayContaining(committed));
    expect(cornetFromFile('a/cornet_s-1d3f7974.pth').regionWindows).toEqual(windows);
    expect(cornetFromFile('a/cornet_z-5c427c9c.pth').regionWindows).toBeUndefined();
  });

  it('are cached under digests that last, one for each seed', async () => {
    expect(opened.map(({ digest }) => digest)).toMatchInlineSnapshot(`
      [
        "bd856cc13d38b3740d2f7e621c81ff502040dc4249dea82dd556e3d1f19b6107",
        "88c95ae125c46fd8a4f4a0ad5de9fbc5df6e3ad3992d110d67ff8c1ffd245ed0",
        "f9118d5352c65fb9d8a08694bfdb073dd739b111eca9e636b2435736c1f6af01",
      ]
    `);
    await using other = await randomCornet('Z', { seed: 1 }).open(createRunContext());
    expect(other.digest).not.toBe(opened[0]?.digest);
  });
});
