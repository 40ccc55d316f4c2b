import { describeReference } from '@ventral/testing';
import { expect, it } from 'vitest';
import { goldenOf, networkNames, openCifar } from './cifar-golden.ts';
import { attackAsGolden } from './golden-attack.ts';
import { expectGoldenUnits } from './golden-units.ts';

describeReference('attacks of 200 images', 'data/vnncomp2021-networks', () => {
  it.each(networkNames)(
    '%s breaks as computed by others, under all attacks',
    async (name) => {
      const golden = goldenOf(name);
      await using model = await openCifar(name);
      for (const [row, attack] of golden.attacks.entries()) {
        const found = await attackAsGolden(model, attack);
        const survived = (succeeded: readonly boolean[]) =>
          succeeded.filter((hasSucceeded) => !hasSucceeded).length;
        const { key } = attack;
        // At most one image apart.
        const last = Math.abs(survived(found.hasSucceeded) - 2 * attack.robustAccuracy);
        const any = Math.abs(survived(found.hasEverSucceeded) - 2 * attack.robustAccuracyAnyStep);
        expect({ key, last: last <= 1, any: any <= 1 }).toEqual({ key, last: true, any: true });
        const mean = found.losses.reduce((sum, loss) => sum + loss, 0) / 200;
        expect(Math.abs(mean - attack.meanLoss)).toBeLessThan(5e-3);
        const expected = golden.attackLosses.subarray(row * 200, (row + 1) * 200);
        const near = found.losses.filter(
          (loss, image) =>
            Math.abs(loss - expected[image]!) <= 1e-3 * Math.max(1, expected[image]!),
        );
        expect(near.length).toBeGreaterThanOrEqual(0.97 * 200);
      }
    },
    1_200_000,
  );

  it.each(['resnet_2b', 'cifar10_small'])('units of %s move as far as computed by others', (name) =>
    expectGoldenUnits(name),
  );
});
