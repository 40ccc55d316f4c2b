import type { NdArray } from '@ventral/arrays';
import {
  ckaAlignment,
  type EpochsTask,
  neuralRegression,
  type ResponsesToImages,
  similarityAlignment,
  type TrainingObjective,
  trainEpochs,
  trainedModel,
} from '@ventral/training';
import { expect, test } from 'vitest';
import { madeTask } from './made-training.ts';

const count = 24;
// No two alike: of images that are, similarities are 1.
const levels = Uint8Array.from({ length: count * 192 }, (_, index) => {
  return Math.floor(256 * Math.abs(Math.sin(index * 12.9898 + 1) * 43.758)) % 256;
});
const images = { count, height: 8, width: 8, levels };
const neuroids = 5;

/** Weighted means of the pixels of each image. */
const responses: ResponsesToImages = {
  shape: [count, neuroids],
  values: Float64Array.from({ length: count * neuroids }, (_, index) => {
    const [image, neuroid] = [Math.floor(index / neuroids), index % neuroids];
    let sum = 0;
    for (let at = 0; at < 192; at++) {
      sum += images.levels[image * 192 + at]! * Math.sin((neuroid + 1) * at * 0.1);
    }
    return sum;
  }),
};

const objectives: readonly (() => TrainingObjective)[] = [
  () => ckaAlignment('stage3.block1', responses),
  () => similarityAlignment(['stage2.block1', 'features'], responses),
  () => neuralRegression('stage2.block1', responses, 1),
];

function taskWith(objective: TrainingObjective, weight = 1): EpochsTask {
  const task = madeTask({ epochs: 12, learningRate: { rate: 0.02 } });
  const pass = { images, batchSize: 12, objectives: [{ objective, weight, rampUp: 1 }] };
  return { ...task, passes: [task.passes[0], pass] };
}

test.each(objectives)(
  'an objective of recordings falls beside classification: %#',
  async (make) => {
    const { name } = make();
    const { curves } = await trainEpochs(taskWith(make()));
    const [first, last] = [curves[0]!, curves.at(-1)!];
    expect(last.objectives[name]).toBeLessThan(first.objectives[name]!);
    expect(last.objectives.classification).toBeLessThan(first.objectives.classification!);
  },
);

test.each(objectives)(
  'without weight it changes nothing that the network learns: %#',
  async (make) => {
    const task = taskWith(make(), 0);
    const [own, plain] = await Promise.all(
      [task, { ...task, passes: [task.passes[0]] as const }].map((one) => trainEpochs(one)),
    );
    for (const [name, array] of Object.entries(plain!.weights)) {
      expect(own!.weights[name], name).toEqual(array);
    }
    expect(own!.statistics).toEqual(plain!.statistics);
  },
);

test('a readout goes on from where it was left, and is no part of the network', async () => {
  const task = taskWith(neuralRegression('stage2.block1', responses, 1));
  const short = { ...task, epochs: 3 };
  let left: Parameters<typeof trainEpochs>[2];
  const whole = await trainEpochs(short, {
    onEpoch: (state, { epoch }) => {
      if (epoch === 1) left = structuredClone(state);
    },
  });
  const again = taskWith(neuralRegression('stage2.block1', responses, 1));
  expect(await trainEpochs({ ...again, epochs: 3 }, {}, left)).toEqual(whole);
  const readout = whole.weights['$readout weights'] as NdArray;
  expect(readout.shape).toEqual([4 * 4 * 4, neuroids]);
  expect(() => trainedModel(task.network.model, { '$readout weights': readout })).toThrow(
    /'\$readout weights'/,
  );
});

test('a neuroid that responds alike to all images is refused', () => {
  const silent: ResponsesToImages = { shape: [4, 1], values: new Float64Array(4) };
  expect(() => neuralRegression('features', silent, 1)).toThrow(/Neuroid 0 cannot be predicted/);
});
