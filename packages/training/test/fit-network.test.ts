import { isVentralError } from '@ventral/errors';
import {
  type FitSettings,
  type FitState,
  fitNetwork,
  fitNetworks,
  onnxTrainingEngine,
} from '@ventral/training';
import { describe, expect, test } from 'vitest';
import { madeFit } from './made-fit.ts';

const fitMade = (changes: Partial<FitSettings> = {}) =>
  fitNetwork(onnxTrainingEngine, madeFit(changes));

describe('fitting a network', () => {
  test('learns what no linear mapping can', async () => {
    const { testPredictions } = await fitMade();
    const { targets, samples } = madeFit();
    const [error, variance] = [0, 1].map((scale) =>
      (samples.test ?? []).reduce((sum, row, index) => {
        const predicted = scale === 0 ? (testPredictions?.values[index] as number) : 0;
        return sum + ((targets.values[row] as number) - predicted) ** 2;
      }, 0),
    );
    expect(error).toBeLessThan(0.2 * (variance as number));
  });

  test('gives the same bits from the same seed, and others from another', async () => {
    const [first, second, other] = [await fitMade(), await fitMade(), await fitMade({ seed: 2 })];
    expect(second).toEqual(first);
    expect(other.testPredictions).not.toEqual(first.testPredictions);
  });

  test('stops once the validation loss no longer falls, and keeps the best parameters', async () => {
    const { epochs, bestEpoch, validationLosses, parameters } = await fitMade({
      optimizer: { learningRate: 0.1 },
      epochs: 500,
      patience: 3,
    });
    expect(epochs).toBeLessThan(500);
    expect(epochs).toBe(bestEpoch + 3);
    expect(validationLosses).toHaveLength(epochs);
    expect(Math.min(...validationLosses)).toBe(validationLosses[bestEpoch - 1]);
    const upToBest = await fitMade({
      optimizer: { learningRate: 0.1 },
      epochs: bestEpoch,
      patience: 500,
    });
    expect(parameters).toEqual(upToBest.parameters);
  });

  test('goes on from where it was left to the same bits, wherever it stops', async () => {
    const settings = { epochs: 40, patience: 3, optimizer: { learningRate: 0.1 }, keepState: true };
    const whole = await fitMade(settings);
    expect(whole.epochs).toBeLessThan(40);
    for (const epochs of [1, whole.bestEpoch, whole.bestEpoch + 1, whole.epochs]) {
      const { state } = await fitMade({ ...settings, epochs });
      expect(await fitMade({ ...settings, state })).toEqual(whole);
    }
  });

  test('does not go on from moments of another network', async () => {
    const { state } = await fitMade({ epochs: 1, keepState: true });
    const moments = { ...state?.moments, first: {} } as FitState['moments'];
    const going = fitMade({ state: { ...(state as FitState), moments } });
    await expect(going).rejects.toThrow(/first moment of 'dense.kernel'/);
    await expect(going).rejects.toMatchObject({ code: 'SHAPE_MISMATCH' });
  });

  test('runs every epoch without validation samples', async () => {
    const samples = { training: [0, 1, 2, 3, 4] };
    const { epochs, bestEpoch, validationLosses } = await fitMade({ samples, epochs: 7 });
    expect([epochs, bestEpoch, validationLosses]).toEqual([7, 7, []]);
  });

  test('takes all samples as one batch where they are fewer than a batch', async () => {
    const samples = { training: [0, 1, 2, 3, 4] };
    const small = await fitMade({ samples, epochs: 3, batchSize: 64 });
    expect(small).toEqual(await fitMade({ samples, epochs: 3, batchSize: 5 }));
  });

  test('says so when training diverges', async () => {
    const diverging = fitMade({ optimizer: { learningRate: 1e30 } });
    await expect(diverging).rejects.toSatisfy((error) =>
      isVentralError(error, 'TRAINING_DIVERGED'),
    );
    await expect(diverging).rejects.toThrow(/step \d+ the loss is .* learning rate of 1e\+30/);
  });

  test.each([{ epochs: 0 }, { patience: 1.5 }, { batchSize: 0 }, { samples: { training: [] } }])(
    'refuses %o',
    async (changes) => {
      await expect(fitMade(changes)).rejects.toSatisfy((error) =>
        isVentralError(error, 'OPTION_INVALID'),
      );
    },
  );
});

describe('fitting several networks at once', () => {
  test('gives what they give one by one, in the order asked for', async () => {
    const seeds = [1, 2, 3];
    const fitted: number[] = [];
    const together = await fitNetworks(
      seeds.map((seed) => madeFit({ seed })),
      { threads: 2, onFitted: (index) => void fitted.push(index) },
    );
    expect(fitted.sort()).toEqual([0, 1, 2]);
    for (const [index, seed] of seeds.entries()) {
      expect(together[index]).toEqual(await fitMade({ seed, threads: 1 }));
    }
  });

  test('reports the network that fails, and begins no other', async () => {
    const fitted: number[] = [];
    const networks = [1e30, 0.01, 0.01].map((learningRate) =>
      madeFit({ optimizer: { learningRate }, epochs: 200, patience: 200 }),
    );
    const onFitted = (index: number) => void fitted.push(index);
    await expect(fitNetworks(networks, { threads: 1, onFitted })).rejects.toSatisfy((error) =>
      isVentralError(error, 'TRAINING_DIVERGED'),
    );
    expect(fitted).toEqual([]);
  });

  test('goes on without a network that diverges, where that is asked for', async () => {
    const diverged: number[] = [];
    const networks = [1e30, 0.01].map((learningRate) =>
      madeFit({ optimizer: { learningRate }, epochs: 3, keepParameters: false }),
    );
    const [first, second] = await fitNetworks(networks, {
      onDiverged: (index) => void diverged.push(index),
    });
    expect(diverged).toEqual([0]);
    expect(first).toBeUndefined();
    expect(second).toMatchObject({ epochs: 3, parameters: {} });
  });

  test('stops when interrupted', async () => {
    const controller = new AbortController();
    const networks = [1, 2, 3].map((seed) => madeFit({ seed, epochs: 100_000, patience: 100_000 }));
    setTimeout(() => controller.abort(), 500);
    await expect(fitNetworks(networks, { signal: controller.signal })).rejects.toSatisfy((error) =>
      isVentralError(error, 'INTERRUPTED'),
    );
  });
});
