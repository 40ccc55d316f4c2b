import type { NdArray, Stimulus } from '@ventral/arrays';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { preprocess } from '@ventral/images';
import { RandomState } from '@ventral/numerics';
import { drawParameters, type NamedArrays, onnxTrainingEngine } from '@ventral/training';
import {
  type BasenetHyperparameters,
  basenetNetwork,
  defaultHyperparameters,
  inputName,
} from './basenet-network.ts';
import { preprocessing } from './basenet-preprocessing.ts';

/** Images that a BaseNet learns to name, and how long and fast it learns from them. */
export interface TrainingStage {
  readonly stimuli: readonly Stimulus[];
  /** Class of each stimulus, from 0. */
  readonly labels: readonly number[];
  /** Passes over the stimuli. */
  readonly epochs: number;
  /** Of Adam, whose moments begin anew with the stage. */
  readonly learningRate: number;
}

/** What a BaseNet learns from, and how. */
export interface BasenetTraining extends BasenetHyperparameters {
  /** One after the other. */
  readonly stages: readonly TrainingStage[];
  /**
   * Whether each image is shown mirrored as well, left for right, as a second image.
   * @default false
   */
  readonly mirrored?: boolean;
  /**
   * Images a step.
   * @default 32
   */
  readonly batchSize?: number;
}

/**
 * Trains a BaseNet to name what it sees: softmax cross-entropy, Adam, `he` initialisation, the order
 * of images drawn anew for each epoch, all from the context's seed. The same seed gives the same bits
 * on one machine; other processors may differ in last digits, which training makes grow.
 *
 * Memory holds the images of a stage, at 4 bytes a pixel.
 *
 * @returns parameters, and the mean loss of each epoch
 * @throws VentralError `OPTION_INVALID` for a label that is none of the classes
 * @throws VentralError `TRAINING_DIVERGED` where the loss is no longer a number
 * @throws VentralError `INTERRUPTED` after the epoch in which the context's signal aborts
 */
export async function trainBasenet(
  { stages, mirrored = false, batchSize = 32, ...hyperparameters }: BasenetTraining,
  context: RunContext,
): Promise<{ readonly parameters: NamedArrays; readonly losses: readonly number[] }> {
  const { imageSize, classes } = { ...defaultHyperparameters, ...hyperparameters };
  const network = basenetNetwork(hyperparameters);
  const random = new RandomState(context.seed);
  let parameters = drawParameters(network, random, 'he');
  const losses: number[] = [];
  const total = stages.reduce((sum, { epochs }) => sum + epochs, 0);
  for (const { stimuli, labels, epochs, learningRate } of stages) {
    const shown = mirrored ? labels.flatMap((label) => [label, label]) : labels;
    await using training = await onnxTrainingEngine.begin({
      network,
      loss: 'softmaxCrossEntropy',
      optimizer: { learningRate },
      batchSize,
      targets: oneHot(shown, classes),
      inputs: { [inputName]: await loadGrey(stimuli, imageSize, mirrored) },
      initialParameters: parameters,
    });
    for (let epoch = 0; epoch < epochs; epoch++) {
      throwIfInterrupted(context.signal, `after ${losses.length} of ${total} epochs`);
      const steps = await training.runEpoch(random.permutation(shown.length));
      losses.push(steps.reduce((sum, loss) => sum + loss, 0) / steps.length);
      context.report({ task: 'Training', done: losses.length, total, unit: 'epochs' });
    }
    parameters = await training.parameters();
  }
  return { parameters, losses };
}

/**
 * The images as the network's input layer takes them, `images x 1 x size x size`, each followed by
 * its mirror image where that is asked for.
 */
async function loadGrey(
  stimuli: readonly Stimulus[],
  size: number,
  mirrored: boolean,
): Promise<NdArray> {
  const pixels = size ** 2;
  const copies = mirrored ? 2 : 1;
  const values = new Float32Array(copies * stimuli.length * pixels);
  const colours = new Float32Array(3 * pixels);
  const sides = { width: size, height: size };
  for (const [index, stimulus] of stimuli.entries()) {
    preprocess(await stimulus.load(), preprocessing, sides, 'NCHW', colours);
    const start = copies * index * pixels;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const [red, green, blue] = [0, 1, 2].map((colour) => colours[colour * pixels + pixel]);
      const grey = ((red as number) + (green as number) + (blue as number)) / 3;
      values[start + pixel] = grey;
      if (mirrored) values[start + pixels + pixel - 2 * (pixel % size) + size - 1] = grey;
    }
  }
  return { shape: [copies * stimuli.length, 1, size, size], values };
}

function oneHot(labels: readonly number[], classes: number): NdArray {
  const values = new Float32Array(labels.length * classes);
  for (const [row, label] of labels.entries()) {
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new VentralError('OPTION_INVALID', `Label ${label} is none of ${classes} classes.`, {
        hint: `Number classes from 0 to ${classes - 1}.`,
      });
    }
    values[row * classes + label] = 1;
  }
  return { shape: [labels.length, classes], values };
}
