import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNpy } from '@ventral/arrays';
import { readModel } from '@ventral/onnx';
import { describeReference, referencePath } from '@ventral/testing';
import {
  classification,
  type EpochsState,
  type EpochsTask,
  type HarmonizerSettings,
  harmonizerAlignment,
  type ImportanceMaps,
  trainEpochs,
  type WeightedObjective,
} from '@ventral/training';
import { describe, expect, it, test } from 'vitest';
import { openNetworkTrainer } from '../src/network-trainer.ts';
import { prepareTrained } from '../src/prepare-trained.ts';
import { classes, labelsOf, madeImages, madeTask } from './made-training.ts';

interface GoldenNetwork {
  readonly name: string;
  readonly kind: string;
  readonly folder: string;
  readonly value: number;
  readonly terms: { readonly harmonization: number; readonly crossEntropy: number };
  readonly parameters: {
    readonly levels: number;
    readonly lambdaHarmonization: number;
    readonly lambdaWeights: number;
  };
  readonly extra: readonly { readonly name: string }[];
  readonly weights: readonly { readonly name: string; readonly grad: string }[];
}

describeReference('the neural harmonizer that others computed', 'golden/gradients', () => {
  const golden = referencePath('golden/gradients');
  const index = JSON.parse(readFileSync(join(golden, 'index.json'), 'utf8')) as {
    losses: readonly GoldenNetwork[];
  };
  const networks = index.losses.filter(({ name }) => name.startsWith('harmonizer_net_'));

  it.each(networks)('$name: one step has its total, and follows its slopes', async (expected) => {
    const { folder, parameters, terms, extra } = expected;
    const read = (file: string) => decodeNpy(readFileSync(join(golden, folder, file)));
    const numbers = (file: string) => Array.from(read(file).values as Float64Array, Number);
    const model = await readModel(join(golden, folder, 'model.onnx'));
    const labels = numbers('labels.npy');
    const [logits = ''] = model.graph.output.map(({ name }) => name);
    const hasTokens = extra.some(({ name }) => name === 'tokens');
    const maps: ImportanceMaps = {
      shape: [3, 16, 16],
      values: Float32Array.from(numbers('human.npy')),
      isThere: hasTokens
        ? numbers('tokens.npy').map((token) => token === 1)
        : labels.map(() => true),
    };
    const objectives = [
      classification({ logits, labels, classes: 5 }),
      harmonizerAlignment({
        ...{ logits, maps, labels, levels: parameters.levels },
        variant: expected.kind === 'harmonizer-code' ? 'code' : 'paper',
      }),
    ];
    const network = { model, trainable: expected.weights.map(({ name }) => name) };
    const form = await prepareTrained(network, objectives, { height: 16, width: 16 });
    const decay = parameters.lambdaWeights;
    const optimizer = { kind: 'sgd', momentum: 0, weightDecay: decay } as const;
    await using trainer = await openNetworkTrainer(form, [objectives], optimizer, {});
    const before = trainer.state().weights;
    const images = { type: 'float32', shape: [3, 3, 16, 16] } as const;
    const feeds = Object.assign({}, ...objectives.map((one) => one.feeds([0, 1, 2])));
    const rate = 0.1;
    const batch = {
      images: { ...images, values: Float32Array.from(numbers('x.npy')) },
      ...{ feeds, weights: [1, parameters.lambdaHarmonization] },
    };
    const { loss, values } = await trainer.step([batch], rate);
    const [[crossEntropy = 0, harmonization = 0] = []] = values;
    expect(Math.abs(crossEntropy / terms.crossEntropy - 1)).toBeLessThan(1e-6);
    expect(Math.abs(harmonization / terms.harmonization - 1)).toBeLessThan(1e-6);
    const squares = Object.values(before).flatMap(({ values: own }) => Array.from(own));
    const half = squares.reduce((sum, value) => sum + value ** 2, 0) / 2;
    expect(Math.abs((loss + decay * half) / expected.value - 1)).toBeLessThan(1e-6);
    const after = trainer.state().weights;
    for (const { name, grad } of expected.weights) {
      const slopes = numbers(grad);
      const largest = Math.max(...slopes.map(Math.abs));
      const moved = slopes.map((_, at) => {
        return (Number(before[name]?.values[at]) - Number(after[name]?.values[at])) / rate;
      });
      const off = slopes.map((slope, at) => Math.abs(slope - moved[at]!) / largest);
      // The difference of two weights in float32 has few digits.
      expect(Math.max(...off), name).toBeLessThan(1e-4);
    }
  });
});

const count = 12;

/** A patch of each image at a place of its own; none of the last image. */
const maps: ImportanceMaps = {
  shape: [count, 8, 8],
  values: Float32Array.from({ length: count * 64 }, (_, at) => {
    const [image, y, x] = [Math.floor(at / 64), Math.floor((at % 64) / 8), at % 8];
    const isNear = Math.abs(y - 1 - (image % 6)) <= 1 && Math.abs(x - 6 + (image % 5)) <= 1;
    return image < count - 1 && isNear ? 1 : 0;
  }),
  isThere: Array.from({ length: count }, (_, image) => image < count - 1),
};

function taskWith(more: Partial<HarmonizerSettings> = {}, weight = 1): EpochsTask {
  const task = madeTask({ epochs: 12, learningRate: { rate: 0.02 } });
  const objective = harmonizerAlignment({ logits: 'logits', maps, levels: 3, ...more });
  const images = madeImages(count);
  const pass = { images, batchSize: count, objectives: [{ objective, weight }] };
  return { ...task, passes: [task.passes[0], pass] };
}

const ways: readonly [string, Partial<HarmonizerSettings>][] = [
  ['of the highest logit', {}],
  ['of the logit of its class', { labels: labelsOf(count) }],
  ['as in the paper', { variant: 'paper' }],
];

test.each(ways)('trained with it, saliency %s comes nearer to maps', async (_, settings) => {
  const losses = [];
  for (const weight of [0, 10]) {
    losses.push(
      (await trainEpochs(taskWith(settings, weight))).curves.at(-1)?.objectives.harmonizer,
    );
  }
  expect(losses[1]).toBeLessThan(losses[0]!);
});

test('without weight it changes nothing that the network learns', async () => {
  const task = { ...taskWith({}, 0), epochs: 3 };
  const own = await trainEpochs(task);
  const plain = await trainEpochs({ ...task, passes: [task.passes[0]] });
  expect(own.weights).toEqual(plain.weights);
  expect(own.statistics).toEqual(plain.statistics);
});

test('an image without a map changes nothing, whatever stands in its place', async () => {
  const other = Float32Array.from(maps.values).fill(0.5, (count - 1) * 64);
  const losses = [];
  for (const values of [maps.values, other]) {
    const task = { ...taskWith({ maps: { ...maps, values } }), epochs: 2 };
    losses.push((await trainEpochs(task)).curves);
  }
  expect(losses[1]).toEqual(losses[0]);
});

test('images with maps are varied by round and image, and a training goes on to the same bits', async () => {
  const seen: string[] = [];
  const varied = (): EpochsTask => {
    const task = taskWith();
    const [first, pass] = task.passes;
    const [weighted] = pass!.objectives;
    const watched: WeightedObjective = {
      ...weighted!,
      objective: {
        ...weighted!.objective,
        feeds(rows, views) {
          seen.push(JSON.stringify(rows.map((row, place) => [row, views?.[place]]).sort()));
          return weighted!.objective.feeds(rows, views);
        },
      },
    };
    const augmentation = { padding: 2, flip: true };
    return {
      ...task,
      epochs: 3,
      passes: [first, { ...pass!, augmentation, objectives: [watched] }],
    };
  };
  const states: EpochsState[] = [];
  const whole = await trainEpochs(varied(), { onEpoch: (state) => states.push(state) });
  // A step shows all 12 images, each time otherwise.
  expect(seen).toHaveLength(9);
  expect(new Set(seen).size).toBe(9);
  const first = seen.splice(0);
  expect(await trainEpochs(varied(), {}, states[0])).toEqual(whole);
  expect(seen).toEqual(first.slice(3));
  const plain = await trainEpochs({ ...taskWith(), epochs: 3 });
  expect(plain.curves[0]?.objectives.harmonizer).not.toBe(whole.curves[0]?.objectives.harmonizer);
});

describe('refused', () => {
  const make = (more: Partial<ImportanceMaps>, labels?: readonly number[]) => () =>
    harmonizerAlignment({
      logits: 'logits',
      maps: { ...maps, ...more },
      ...(labels && { labels }),
    });

  it.each<[string, () => unknown, string]>([
    ['no image with a map', make({ isThere: maps.isThere.map(() => false) }), 'STIMULI_MISMATCH'],
    ['maps of fewer images', make({ values: maps.values.subarray(64) }), 'SHAPE_MISMATCH'],
    ['labels of fewer images', make({}, [0, 1]), 'SHAPE_MISMATCH'],
    [
      'a map of no numbers',
      make({ values: maps.values.map(() => Number.NaN) }),
      'RESPONSES_INVALID',
    ],
  ])('%s', (_, making, code) => {
    expect(making).toThrow(expect.objectContaining({ code }));
  });

  it('maps of another size than the images', async () => {
    const small: ImportanceMaps = {
      ...maps,
      shape: [count, 4, 4],
      values: new Float32Array(count * 16).fill(1),
    };
    await expect(trainEpochs(taskWith({ maps: small }))).rejects.toMatchObject({
      code: 'SHAPE_MISMATCH',
    });
  });

  it('a class of an image that there is not', async () => {
    const labels = labelsOf(count).map(() => classes);
    await expect(trainEpochs(taskWith({ labels }))).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });
});
