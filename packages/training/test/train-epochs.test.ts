import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeNode, openSession, type Tensor } from '@ventral/onnx';
import {
  classification,
  type EpochsState,
  type OptimizerSettings,
  trainEpochs,
  trainedModel,
  withOwnWeights,
} from '@ventral/training';
import { describe, expect, it, test } from 'vitest';
import { classes, labelsOf, madeImages, madeNetwork, madeTask, scale } from './made-training.ts';

interface GoldenSteps {
  readonly losses: readonly number[];
  readonly weights: Readonly<Record<string, readonly number[]>>;
  readonly statistics: Readonly<Record<string, readonly number[]>>;
}

// Made by make_steps.py beside it.
const golden: Readonly<Record<string, GoldenSteps>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/steps.json'), 'utf8'),
);

const ways: readonly [string, OptimizerSettings, rate: number, smoothing: number][] = [
  ['sgd', { kind: 'sgd', momentum: 0.9, weightDecay: 5e-4 }, 0.05, 0],
  ['nesterov', { kind: 'sgd', momentum: 0.8, nesterov: true }, 0.05, 0.1],
  ['adam', { kind: 'adam', weightDecay: 1e-3 }, 0.01, 0],
];

test.each(ways)(
  'three steps are those of PyTorch: %s',
  async (name, optimizer, rate, smoothing) => {
    const count = 6;
    const labels = labelsOf(count);
    const objective = classification({ logits: 'logits', labels, classes, smoothing });
    const state = await trainEpochs(
      madeTask({
        network: { model: madeNetwork(true), trainable: 'all' },
        passes: [{ images: madeImages(count), batchSize: count, objectives: [{ objective }] }],
        optimizer,
        learningRate: { rate, schedule: 'constant' },
        epochs: 3,
      }),
    );
    const { losses, weights, statistics } = golden[name]!;
    expectClose(
      state.curves.map(({ loss }) => loss),
      losses,
    );
    for (const [weight, values] of Object.entries(weights)) {
      expectClose(state.weights[weight]!.values, values);
    }
    for (const [statistic, values] of Object.entries(statistics)) {
      expectClose(state.statistics[statistic]!.values, values);
    }
  },
);

/** To 2e-4 of the largest: rounding to float32 passes through three steps. */
function expectClose(found: ArrayLike<number>, expected: readonly number[]) {
  expect(found).toHaveLength(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  const differences = expected.map((value, index) => Math.abs(value - found[index]!));
  expect(Math.max(...differences) / largest).toBeLessThan(2e-4);
}

test.each([
  [{ kind: 'sgd' } as const, [1, 3]],
  [{ kind: 'adam' } as const, [2]],
])('a training that goes on has the bits of one that was not left: %j', async (optimizer, left) => {
  const states: EpochsState[] = [];
  const whole = await trainEpochs(madeTask({ optimizer }), {
    onEpoch: (state) => states.push(structuredClone(state)),
  });
  expect(states).toHaveLength(4);
  for (const epoch of left) {
    expect(await trainEpochs(madeTask({ optimizer }), {}, states[epoch - 1])).toEqual(whole);
  }
});

test('another seed shows other images, and the same seed the same', async () => {
  const [first, again, other] = await Promise.all(
    [3, 3, 4].map((seed) => trainEpochs(madeTask({ seed, epochs: 1 }))),
  );
  expect(again).toEqual(first);
  expect(other?.curves[0]?.loss).not.toBe(first?.curves[0]?.loss);
});

test('the trained network says for inference what validation heard', async () => {
  const task = madeTask();
  const { curves, weights, statistics } = await trainEpochs(task);
  const trained = trainedModel(task.network.model, { ...weights, ...statistics });
  await using session = await openSession(trained);
  const { images, labels } = task.validation!;
  const area = images.height * images.width;
  const values = Float32Array.from({ length: images.count * 3 * area }, (_, index) => {
    const [image, channel] = [Math.floor(index / (3 * area)), Math.floor(index / area) % 3];
    return scale.levels[images.levels[(image * area + (index % area)) * 3 + channel]!]!;
  });
  const image: Tensor = { type: 'float32', shape: [images.count, 3, 8, 8], values };
  const logits = (await session.run({ image })).logits?.values as Float32Array;
  const named = labels.filter((label, row) => {
    const own = [...logits.subarray(row * classes, (row + 1) * classes)];
    return own.indexOf(Math.max(...own)) === label;
  });
  expect(curves.at(-1)?.validation?.accuracy).toBe(named.length / labels.length);
});

test('weights that a file holds once, for several nodes, learn apart', async () => {
  const model = madeNetwork();
  const kinds = ['scale', 'shift', 'mean', 'variance'];
  const copies = kinds.map((kind) =>
    encodeNode({ operation: 'Identity', inputs: [`stem.${kind}`], outputs: [`copied ${kind}`] }),
  );
  const sharing = model.graph.node.map((node) =>
    node.output[0] === 'stage1.block1.first.normalised'
      ? { ...node, input: [...node.input.slice(0, 1), ...kinds.map((kind) => `copied ${kind}`)] }
      : node,
  );
  const shared = { ...model, graph: { ...model.graph, node: [...copies, ...sharing] } };
  const train = (network: typeof model) =>
    trainEpochs(madeTask({ network: { model: network, trainable: 'all' }, epochs: 1 }));
  const [own, plain] = [await train(await withOwnWeights(shared)), await train(model)];
  expect(own.curves).toEqual(plain.curves);
  for (const kind of kinds.slice(0, 2)) {
    expect(own.weights[`copied ${kind}`]).toEqual(plain.weights[`stage1.block1.first.${kind}`]);
  }
  // Where they are left as they are, a normalisation keeps what it cannot count.
  const { statistics } = await train(shared);
  expect(Object.keys(statistics)).not.toContain('copied mean');
});

test('a loss that is no number stops the training, naming step and value', async () => {
  const learningRate = { rate: 1e30, schedule: 'constant' } as const;
  const epochs: number[] = [];
  const training = trainEpochs(madeTask({ learningRate }), {
    onEpoch: (_, { epoch }) => epochs.push(epoch),
  });
  await expect(training).rejects.toMatchObject({
    code: 'TRAINING_DIVERGED',
    message: expect.stringMatching(/at step [2-4] the loss is (NaN|Infinity)/),
  });
  expect(epochs).toEqual([]);
});

test('adversarial training learns from images of a higher loss, and remembers none', async () => {
  const plain = madeTask({ epochs: 1 });
  const [pass] = plain.passes;
  const attack = { epsilon: 8 / 255, labels: labelsOf(20) };
  const attacked = { ...plain, passes: [{ ...pass, attack }] as const };
  const [own, moved, again] = await Promise.all(
    [plain, attacked, attacked].map((task) => trainEpochs(task)),
  );
  expect(moved!.curves[0]!.loss).toBeGreaterThan(own!.curves[0]!.loss);
  expect(again).toEqual(moved);
});

describe('what cannot be trained is refused', () => {
  it.each<[string, Parameters<typeof madeTask>[0], RegExp]>([
    ['no epochs', { epochs: 0 }, /0 epochs/],
    ['a rate of 0', { learningRate: { rate: 0 } }, /learning rate of 0/],
    ['momentum of 1', { optimizer: { kind: 'sgd', momentum: 1 } }, /"momentum":1/],
    ['other classes', { classes: 4 }, /'logits' has 3 numbers an image.* 4 classes/],
  ])('%s', async (_, changes, message) => {
    await expect(trainEpochs(madeTask(changes))).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('images of another size than the network takes', async () => {
    const [pass] = madeTask().passes;
    const passes = [{ ...pass, images: madeImages(20, 12) }] as const;
    // Validation images, of the size that it does take, are not in the way.
    const { validation: _, ...task } = madeTask({ passes });
    await expect(trainEpochs(task)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('no images of 12 x 12 pixels'),
    });
  });

  it('a label that is no class', () => {
    const settings = { logits: 'logits', labels: [0, 3], classes };
    expect(() => classification(settings)).toThrow(/Image 1 is of class 3/);
  });
});

test.each([
  ['a label that is no class', { images: madeImages(3), labels: [0, 3, 1] }, 'OPTION_INVALID'],
  ['a label that is none', { images: madeImages(3), labels: [0, 0.5, 1] }, 'OPTION_INVALID'],
  ['too few labels', { images: madeImages(3), labels: [0, 1] }, 'SHAPE_MISMATCH'],
  ['images of another size', { images: madeImages(3, 9), labels: [0, 1, 2] }, 'SHAPE_MISMATCH'],
  ['no images', { images: madeImages(0), labels: [] }, 'SHAPE_MISMATCH'],
])('validation with %s is refused before anything is trained', async (_, validation, code) => {
  await expect(trainEpochs(madeTask({ validation }))).rejects.toMatchObject({ code });
});
