import { countValues, type NdArray } from '@ventral/arrays';
import type { RandomState } from '@ventral/numerics';
import type { NetworkLayer, TrainingTask } from '@ventral/training';

/** What decides the gradients of a network, its parameters apart. */
type DrawnTask = Pick<TrainingTask, 'network' | 'loss' | 'inputs' | 'targets'>;

/** A network of 1 to 3 rectified blocks side by side, of odd sizes, with samples and targets. */
export function drawResponsePredictor(random: RandomState): DrawnTask {
  const samples = drawSize(random, 5, 23);
  const blocks = Array.from({ length: drawSize(random, 1, 3) }, (_, index) => ({
    input: `x${index}`,
    features: drawSize(random, 1, 31),
    units: drawSize(random, 1, 13),
  }));
  const outputs = drawSize(random, 1, 7);
  const layers: NetworkLayer[] = [];
  for (const { input, features, units } of blocks) {
    layers.push(
      { kind: 'input', name: input, shape: [features] },
      { kind: 'dense', name: `${input} block`, input, units },
      { kind: 'relu', name: `${input} relu`, input: `${input} block` },
    );
  }
  layers.push(
    { kind: 'concatenate', name: 'all', inputs: blocks.map(({ input }) => `${input} relu`) },
    { kind: 'dense', name: 'hidden', input: 'all', units: drawSize(random, 1, 11) },
    { kind: 'relu', name: 'hidden relu', input: 'hidden' },
    { kind: 'dense', name: 'out', input: 'hidden relu', units: outputs },
  );
  return {
    network: { layers },
    loss: 'meanSquaredError',
    inputs: Object.fromEntries(
      blocks.map(({ input, features }) => [input, drawArray(random, [samples, features])]),
    ),
    targets: drawArray(random, [samples, outputs]),
  };
}

/** A classifier of one or two convolutions and a pool, with images and their classes. */
export function drawClassifier(random: RandomState): DrawnTask {
  const images = drawSize(random, 2, 5);
  const shape = [drawSize(random, 1, 3), drawSize(random, 9, 12), drawSize(random, 9, 12)];
  const size = drawSize(random, 1, 3);
  const windows = { size, stride: drawSize(random, 1, 2), padding: drawSize(random, 0, size - 1) };
  const classes = drawSize(random, 2, 5);
  const layers: NetworkLayer[] = [
    { kind: 'input', name: 'image', shape },
    { kind: 'conv2d', name: 'conv', input: 'image', filters: drawSize(random, 1, 4), windows },
    { kind: 'relu', name: 'relu', input: 'conv' },
    { kind: 'maxPool2d', name: 'pool', input: 'relu', windows: { size: 2, stride: 2 } },
    { kind: 'conv2d', name: 'second', input: 'pool', filters: 3, windows: { size: 2 } },
    { kind: 'flatten', name: 'flat', input: 'second' },
    { kind: 'dense', name: 'class', input: 'flat', units: classes },
  ];
  const targets = new Float32Array(images * classes);
  for (let image = 0; image < images; image++) {
    targets[image * classes + drawSize(random, 0, classes - 1)] = 1;
  }
  return {
    network: { layers },
    loss: 'softmaxCrossEntropy',
    inputs: { image: drawArray(random, [images, ...shape]) },
    targets: { shape: [images, classes], values: targets },
  };
}

function drawSize(random: RandomState, from: number, to: number): number {
  return from + Math.floor(random.randomSample() * (to - from + 1));
}

function drawArray(random: RandomState, shape: readonly number[]): NdArray {
  const size = countValues(shape);
  return { shape, values: Float32Array.from({ length: size }, () => random.standardNormal()) };
}
