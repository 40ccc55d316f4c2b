import { describeReference } from '@ventral/testing';
import { expect, it } from 'vitest';
import { goldenOf, imageLength, openCifar } from './cifar-golden.ts';
import { attackAsGolden } from './golden-attack.ts';

// All attacks of all networks, on all images, are in the full suite.
const images = 5;

describeReference('attacks by their published definitions', 'data/vnncomp2021-networks', () => {
  const keys = ['linf_2_255_clean', 'linf_8_255_fgsm', 'l2_0.5_clean', 'l2_1_random', 'l1_4_clean'];
  const withImages = ['linf_2_255_clean', 'l2_0.5_clean', 'l1_4_clean'];
  it.each(
    ['resnet_2b', 'cifar10_small'].flatMap((name) => keys.map((key) => [name, key] as const)),
  )('%s under %s', async (name, key) => {
    const golden = goldenOf(name);
    const attack = golden.attacks.find((one) => one.key === key)!;
    await using model = await openCifar(name);
    const { pixels, losses, paths } = await attackAsGolden(model, attack, images);
    const row = golden.attacks.indexOf(attack);
    const expected = golden.attackLosses.subarray(row * 200, row * 200 + images);
    for (const [index, loss] of losses.entries()) {
      expect(loss).toBeCloseTo(expected[index]!, 3);
      const path = attack.lossPath?.[index];
      if (path === undefined) continue;
      expect(paths[index]).toHaveLength(path.length);
      expect(Math.abs(paths[index]![0]! - path[0]!)).toBeLessThan(1e-5);
      expect(Math.abs(paths[index]![1]! - path[1]!)).toBeLessThan(1e-5);
    }
    if (!withImages.includes(key)) return;
    const last = golden.finalOf(key).subarray(0, imageLength);
    const differing = last.filter((pixel, at) => Math.abs(pixel - pixels[at]!) > 1e-5);
    // A slope that rounds to either side of 0 moves its pixel the other way.
    expect(differing.length).toBeLessThan(10);
  });
});
