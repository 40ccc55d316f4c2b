import { pgd, wrongClass } from '@ventral/attacks';
import { createRunContext } from '@ventral/host';
import { preprocessings } from '@ventral/images';
import { noisyVoneFrontEnd, voneFrontEnd } from '@ventral/model-vone';
import { networkModel, noiseInput, putBehind } from '@ventral/network';
import { RandomState } from '@ventral/numerics';
import {
  encodeModel,
  listWeights,
  openSession,
  readFloatWeights,
  readModel,
  type Tensor,
} from '@ventral/onnx';
import { expectSlopes, madeStimuli } from '@ventral/testing';
import {
  classification,
  type EpochsTask,
  readTrainable,
  resNet,
  trainEpochs,
  trainedModel,
} from '@ventral/training';
import { describe, expect, it } from 'vitest';

const imageSize = 16;
const settings = { channels: 16, visualDegrees: 1 };
const classes = 3;

async function taskBehind(make: typeof voneFrontEnd, count = 24) {
  const frontEnd = make({ imageSize, settings });
  const [bottleneck, places] = frontEnd.shape;
  const own = { depth: 8, classes, width: 2, seed: 1 };
  const model = resNet({ ...own, imageSize: places, bottleneck });
  const { whole, learning, drawn } = await putBehind(model, frontEnd, imageSize);
  const random = new RandomState(2);
  const levels = Uint8Array.from({ length: count * imageSize ** 2 * 3 }, () => random.randint(256));
  const images = { count, height: imageSize, width: imageSize, levels };
  const labels = Array.from({ length: count }, (_, row) => row % classes);
  const objective = classification({ logits: 'logits', labels, classes });
  const task: EpochsTask = {
    network: {
      model: whole,
      trainable: Object.keys(await readTrainable({ model, trainable: 'all' })),
    },
    ...{ learning, drawn, classes },
    scale: {
      levels: Float32Array.from({ length: 768 }, (_, at) => ((at % 256) / 255 - 0.5) / 0.5),
      channels: [0, 1, 2],
    },
    passes: [{ images, batchSize: 8, objectives: [{ objective }] }],
    optimizer: { kind: 'sgd' },
    learningRate: { rate: 0.05 },
    epochs: 3,
    seed: 1,
    validation: { images, labels },
    session: { threads: 1 },
  };
  return { frontEnd, task, whole, images, labels };
}

describe('a network that is trained behind a VOneBlock', () => {
  it('learns its own weights, and leaves the filters alone', async () => {
    const { task, whole } = await taskBehind(voneFrontEnd);
    const state = await trainEpochs(task);
    const filters = listWeights(whole)
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.weights') && name.startsWith('front/'));
    expect(filters.length).toBeGreaterThan(0);
    for (const name of Object.keys(state.weights)) expect(name).not.toContain('front/');
    expect(state.weights['stem.filter']?.shape).toEqual([2, 16, 1, 1]);
    const written = await readModel(
      encodeModel(trainedModel(whole, { ...state.weights, ...state.statistics })),
    );
    expect(await readFloatWeights(written, filters)).toEqual(
      await readFloatWeights(whole, filters),
    );
    const [before, after] = await Promise.all(
      [whole, written].map((one) => readFloatWeights(one, ['stem.filter'])),
    );
    expect(after).not.toEqual(before);
  });

  it.each([
    ['without noise', voneFrontEnd],
    ['with noise', noisyVoneFrontEnd],
  ])('goes on to the same bits, %s', async (_, make) => {
    const { task } = await taskBehind(make);
    const whole = await trainEpochs(task);
    const first = await trainEpochs({ ...task, epochs: 3 }, {});
    expect(first).toEqual(whole);
    let second: Awaited<ReturnType<typeof trainEpochs>> | undefined;
    await trainEpochs(task, {
      onEpoch: (state, { epoch }) => {
        if (epoch === 2) second = structuredClone(state);
      },
    });
    expect(await trainEpochs(task, {}, second)).toEqual(whole);
  });

  it('says, as it is written, what validation heard', async () => {
    const { task, whole, images, labels } = await taskBehind(voneFrontEnd);
    const { curves, weights, statistics } = await trainEpochs(task);
    await using session = await openSession(trainedModel(whole, { ...weights, ...statistics }));
    const area = imageSize ** 2;
    const values = Float32Array.from({ length: images.count * 3 * area }, (_, at) => {
      const [image, channel] = [Math.floor(at / (3 * area)), Math.floor(at / area) % 3];
      const level = images.levels[(image * area + (at % area)) * 3 + channel]!;
      return task.scale.levels[level]!;
    });
    const shape = [images.count, 3, imageSize, imageSize];
    const [input = ''] = session.inputs.map(({ name }) => name);
    const results = await session.run({ [input]: { type: 'float32', shape, values } as Tensor });
    const logits = results.logits?.values as Float32Array;
    const losses = labels.map((label, row) => {
      const own = [...logits.subarray(row * classes, (row + 1) * classes)];
      return Math.log(own.reduce((sum, one) => sum + Math.exp(one), 0)) - own[label]!;
    });
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    expect(curves.at(-1)?.validation?.loss).toBeCloseTo(mean, 6);
  });

  it('slopes by its pixels through the cells', async () => {
    const { whole } = await taskBehind(voneFrontEnd);
    const shape = [1, 3, imageSize, imageSize];
    await expectSlopes(whole, { value: 'logits', shape, noise: [0, 0.5] });
  });

  it('with noise is a file that says so by itself, and is attacked through it', async () => {
    const { whole, frontEnd, task } = await taskBehind(noisyVoneFrontEnd);
    expect(task.drawn).toEqual([{ name: noiseInput, shape: [16, 8, 8], kind: 'normal' }]);
    const model = networkModel({
      id: 'trained',
      title: 'Trained',
      network: () => encodeModel(whole),
      preprocessing: frontEnd.preprocessing ?? preprocessings.torch,
    });
    const context = createRunContext();
    await using open = await model.open(context);
    expect(open.classLayer).toBe('logits');
    expect(open.layers.map(({ name }) => name)).toContain(frontEnd.regionLayers?.V1);
    const batches = open.look(madeStimuli(2, imageSize), ['logits'], context);
    for await (const { activations } of batches) {
      expect([...(activations.get('logits') ?? [])].every(Number.isFinite)).toBe(true);
    }
    await using classifier = await open.openClassifier!(context);
    expect(classifier.noise).toEqual({ seed: 0, draws: 8 });
    const random = new RandomState(0);
    const pixels = Float32Array.from({ length: 2 * 3 * imageSize ** 2 }, () =>
      random.randomSample(),
    );
    const attacked = wrongClass(classifier, [0, 1]);
    const { losses: before } = await attacked.judge(pixels, [0, 1]);
    const how = { norm: 'linf', epsilon: 0.1, steps: 5 } as const;
    const { pixels: changed } = await pgd(attacked, pixels, [0, 1], how);
    const { losses: after } = await attacked.judge(changed, [0, 1]);
    expect(after[0]! + after[1]!).toBeGreaterThan(before[0]! + before[1]!);
  });
});

describe('a VOneBlock to train behind', () => {
  it('of small images has windows as wide in degrees as those of the paper', () => {
    expect(voneFrontEnd({ imageSize: 32, settings: {} })).toMatchObject({
      shape: [128, 16, 16],
      settings: {
        frontEnd: 'vone',
        channels: 128,
        visualDegrees: 2,
        stride: 2,
        kernel: 15,
        seed: 0,
      },
    });
    expect(voneFrontEnd({ imageSize: 224, settings: {} })).toMatchObject({
      shape: [512, 56, 56],
      settings: { visualDegrees: 8, stride: 4, kernel: 25 },
    });
    const noisy = noisyVoneFrontEnd({ imageSize: 32, settings: { spikes: 20 } });
    expect(noisy.settings).toMatchObject({ frontEnd: 'vone-noisy', spikes: 20, baseline: 0.07 });
  });

  it.each([
    { channels: 3 },
    { stride: 5 },
    { visualDegrees: 0 },
    { visualDegrees: 32 },
    { seed: -1 },
    { cells: 3 },
    { spikes: 3 },
    { channels: Number.NaN },
  ])('is refused with %j', (wrong) => {
    expect(() => voneFrontEnd({ imageSize: 32, settings: wrong })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });
});
