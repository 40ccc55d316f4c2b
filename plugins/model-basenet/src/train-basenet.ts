import type { Stimulus } from '@ventral/assembly';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { preprocess } from '@ventral/images';
import { RandomState } from '@ventral/numerics';
import {
  type DenseArray,
  drawParameters,
  type NamedArrays,
  onnxTrainingEngine,
} from '@ventral/training';
import {
  type BasenetHyperparameters,
  basenetNetwork,
  defaultHyperparameters,
  inputName,
} from './basenet-network.ts';
import { preprocessing } from './basenet-preprocessing.ts';

/** What a BaseNet learns from, and how. */
export interface BasenetTraining extends BasenetHyperparameters {
  readonly stimuli: readonly Stimulus[];
  /** Class of each stimulus, from 0. */
  readonly labels: readonly number[];
  /** Passes over the stimuli at one learning rate of Adam after another. */
  readonly stages: readonly { readonly epochs: number; readonly learningRate: number }[];
  /**
   * Stimuli a step.
   * @default 32
   */
  readonly batchSize?: number;
}

/**
 * Trains a BaseNet to name what it sees: softmax cross-entropy, Adam, `he` initialisation, the order
 * of stimuli drawn anew for each epoch, all from the context's seed. The same seed gives the same
 * bits on one machine; other processors may differ in last digits, which training makes grow.
 *
 * Memory holds every image, at 4 bytes a pixel.
 *
 * @returns parameters, and the mean loss of each epoch
 * @throws VentralError `OPTION_INVALID` for a label that is none of the classes
 * @throws VentralError `TRAINING_DIVERGED` where the loss is no longer a number
 * @throws VentralError `INTERRUPTED` after the epoch in which the context's signal aborts
 */
export async function trainBasenet(
  { stimuli, labels, stages, batchSize = 32, ...hyperparameters }: BasenetTraining,
  context: RunContext,
): Promise<{ readonly parameters: NamedArrays; readonly losses: readonly number[] }> {
  const { imageSize, classes } = { ...defaultHyperparameters, ...hyperparameters };
  const network = basenetNetwork(hyperparameters);
  const random = new RandomState(context.seed);
  const targets = oneHot(labels, classes);
  const inputs = { [inputName]: await loadGrey(stimuli, imageSize) };
  let parameters = drawParameters(network, random, 'he');
  const losses: number[] = [];
  const total = stages.reduce((sum, { epochs }) => sum + epochs, 0);
  for (const { epochs, learningRate } of stages) {
    await using training = await onnxTrainingEngine.begin({
      network,
      loss: 'softmaxCrossEntropy',
      optimizer: { learningRate },
      batchSize,
      inputs,
      targets,
      initialParameters: parameters,
    });
    for (let epoch = 0; epoch < epochs; epoch++) {
      throwIfInterrupted(context.signal, `after ${losses.length} of ${total} epochs`);
      const steps = await training.runEpoch(random.permutation(stimuli.length));
      losses.push(steps.reduce((sum, loss) => sum + loss, 0) / steps.length);
      context.report({ task: 'Training', done: losses.length, total, unit: 'epochs' });
    }
    parameters = await training.parameters();
  }
  return { parameters, losses };
}

/** The images as the network's input layer takes them: `images x 1 x size x size`. */
async function loadGrey(stimuli: readonly Stimulus[], size: number): Promise<DenseArray> {
  const pixels = size ** 2;
  const values = new Float32Array(stimuli.length * pixels);
  const colours = new Float32Array(3 * pixels);
  const sides = { width: size, height: size };
  for (const [index, stimulus] of stimuli.entries()) {
    preprocess(await stimulus.load(), preprocessing, sides, 'NCHW', colours);
    for (let pixel = 0; pixel < pixels; pixel++) {
      const [red, green, blue] = [0, 1, 2].map((colour) => colours[colour * pixels + pixel]);
      values[index * pixels + pixel] = ((red as number) + (green as number) + (blue as number)) / 3;
    }
  }
  return { shape: [stimuli.length, 1, size, size], values };
}

function oneHot(labels: readonly number[], classes: number): DenseArray {
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
