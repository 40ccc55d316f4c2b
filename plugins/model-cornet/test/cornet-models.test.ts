import { createRunContext } from '@ventral/host';
import * as plugin from '@ventral/model-cornet';
import { checkManifest, checkModel } from '@ventral/testkit';
import { describe, expect, it } from 'vitest';

const { cornetModels, randomCornet } = plugin;

checkManifest(plugin);
for (const model of cornetModels) checkModel(model, { layer: 'V1' });

describe('cornetModels', () => {
  it.each(cornetModels.map((model) => [model.id, model] as const))(
    '%s has four areas',
    async (_, model) => {
      await using open = await model.open(createRunContext());
      const shapes = Object.fromEntries(open.layers.map(({ name, shape }) => [name, shape]));
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

  it('have steps for layers', async () => {
    const stepsOf = async (index: number) => {
      await using open = await cornetModels[index]!.open(createRunContext());
      return open.layers.map(({ name }) => name).filter((name) => name.includes('.step'));
    };
    expect(await stepsOf(0)).toEqual([]);
    expect(await stepsOf(1)).toEqual([
      ...['V1.step1', 'V1.step2', 'V2.step2', 'V1.step3', 'V2.step3', 'V4.step3'],
      ...['V1.step4', 'V2.step4', 'V4.step4', 'IT.step4'],
    ]);
    expect(await stepsOf(2)).toEqual([
      ...['V2.step1', 'V4.step1', 'V4.step2', 'V4.step3', 'IT.step1'],
    ]);
  });

  it('are cached under digests that last, one for each seed', async () => {
    const digestOf = async (model: (typeof cornetModels)[0]) => {
      await using open = await model.open(createRunContext());
      return open.digest;
    };
    expect(await Promise.all(cornetModels.map(digestOf))).toMatchInlineSnapshot(`
      [
        "bd856cc13d38b3740d2f7e621c81ff502040dc4249dea82dd556e3d1f19b6107",
        "88c95ae125c46fd8a4f4a0ad5de9fbc5df6e3ad3992d110d67ff8c1ffd245ed0",
        "f9118d5352c65fb9d8a08694bfdb073dd739b111eca9e636b2435736c1f6af01",
      ]
    `);
    expect(await digestOf(randomCornet('Z', { seed: 1 }))).not.toBe(
      await digestOf(cornetModels[0]!),
    );
  });
});
