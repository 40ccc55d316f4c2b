import { cornetSToTrain, cornetZToTrain } from '@ventral/model-cornet';
import { listWeights } from '@ventral/onnx';
import { classification, trainEpochs } from '@ventral/training';
import { expect, test } from 'vitest';

test('CORnet-Z learns from small images, and its decoder has as many classes as they', async () => {
  const [classes, imageSize, count] = [3, 32, 6];
  const { model, regionLayers } = await cornetZToTrain({ classes, seed: 1, imageSize });
  expect(regionLayers).toMatchObject({ IT: 'IT' });
  const labels = Array.from({ length: count }, (_, row) => row % classes);
  const levels = Uint8Array.from(
    { length: count * 3 * imageSize ** 2 },
    (_, at) => (at * 7919) % 256,
  );
  const objective = classification({ logits: 'decoder', labels, classes });
  const { weights, curves } = await trainEpochs({
    network: { model, trainable: 'all' },
    classes,
    scale: {
      levels: Float32Array.from({ length: 768 }, (_, at) => (at % 256) / 128 - 1),
      channels: [0, 1, 2],
    },
    passes: [
      {
        images: { count, height: imageSize, width: imageSize, levels },
        batchSize: count,
        objectives: [{ objective }],
      },
    ],
    optimizer: { kind: 'sgd', momentum: 0 },
    learningRate: { rate: 1e-4, schedule: 'constant' },
    epochs: 3,
    seed: 1,
    session: { threads: 1 },
  });
  expect(weights['decoder.weights']?.shape).toEqual([classes, 512]);
  expect(curves.at(-1)?.loss).toBeLessThan(curves[0]!.loss);
});

test('CORnet-S has a decoder for the classes that are asked for, and the same weights from a seed', async () => {
  const { model, imageSize } = await cornetSToTrain({ classes: 5, seed: 1 });
  expect(imageSize).toBe(224);
  const shapes = new Map(listWeights(model).map(({ name, shape }) => [name, shape]));
  expect(shapes.get('decoder.weights')).toEqual([5, 512]);
  expect(shapes.get('V4.mix.filter')).toEqual([1024, 1024, 3, 3]);
});

test('images that a CORnet leaves nothing of are refused', () => {
  expect(() => cornetZToTrain({ classes: 2, seed: 1, imageSize: 16 })).toThrow(
    expect.objectContaining({ code: 'OPTION_INVALID' }),
  );
});
