import { createHash } from 'node:crypto';
import type { ModelNoise, NoiseDraw } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { RandomState } from '@ventral/numerics';
import type { ModelInput, Tensor } from '@ventral/onnx';
import type { PixelBatch } from './pixel-batches.ts';

/**
 * The noise of a network whose graph makes it of numbers that it takes beside its images: independent, from the
 * standard normal distribution, drawn by the seed, the image and the draw. So the same graph is random, can be
 * differentiated, and says the same again.
 */
export interface NetworkNoise {
  /** Name of the input: `images x` any sizes (float32). */
  readonly input: string;
  /** Of the numbers: a whole number from 0. */
  readonly seed: number;
  /**
   * Over how many draws gradients are averaged.
   * @default 8, as Dapello, Marques et al. (2020), https://doi.org/10.1101/2020.06.16.154542
   */
  readonly draws?: number | undefined;
}

/** The noise of a network that was read. */
export interface FedNoise extends ModelNoise {
  readonly input: string;
  /** Sizes of the numbers for one image. */
  readonly shape: readonly number[];
}

/** Images that noise is drawn for, by their ids or their numbers. */
export interface NoisyImages {
  readonly images: readonly (string | number)[];
  readonly draw: number;
}

const usualDraws = 8;

/** The input of a file by this name is its noise, as that of networks that were trained with it; its seed is 0. */
export const noiseInput = 'ventral/noise';

/** The noise that is described, or else that of the input which is called so. */
export function noiseOf(
  described: NetworkNoise | undefined,
  inputs: readonly ModelInput[],
): NetworkNoise | undefined {
  const isThere = inputs.length > 1 && inputs.some(({ name }) => name === noiseInput);
  return described ?? (isThere ? { input: noiseInput, seed: 0 } : undefined);
}

/**
 * Finds the input of noise.
 *
 * @param model what messages call it
 * @throws VentralError `MODEL_INPUT_MISMATCH` where the network has no such input
 * @throws VentralError `OPTION_INVALID` for a seed, or a number of draws, that is none
 */
export function findNoise(
  model: string,
  inputs: readonly ModelInput[],
  { input: name, seed, draws = usualDraws }: NetworkNoise,
): FedNoise {
  requireWhole('a seed', seed, 0);
  requireWhole('a number of draws', draws, 1);
  const { type, shape: [, ...shape] = [] } = inputs.find((input) => input.name === name) ?? {};
  if (type === 'float32' && shape.every((size) => size !== undefined)) {
    return { input: name, seed, draws, shape: shape as readonly number[] };
  }
  throw new VentralError('MODEL_INPUT_MISMATCH', `${model} takes no noise as '${name}'.`, {
    hint: 'Name a float32 input of images x sizes that the file states.',
  });
}

function requireWhole(what: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new VentralError('OPTION_INVALID', `Noise has no ${value} as ${what}.`, {
    hint: `Give a whole number from ${least}.`,
  });
}

/** Sizes of the input, as those of the images: the number of images may be left open. */
export function noiseShape(
  noise: FedNoise | undefined,
  batch: number | undefined,
): Readonly<Record<string, readonly (number | undefined)[]>> {
  return noise === undefined ? {} : { [noise.input]: [batch, ...noise.shape] };
}

/** Which images of those asked about a batch holds. */
export function noisyImages(
  { rows, draw = 0 }: NoiseDraw = {},
  { start, count }: Pick<PixelBatch, 'start' | 'count'>,
): NoisyImages {
  return {
    images: Array.from({ length: count }, (_, index) => rows?.[start + index] ?? start + index),
    draw,
  };
}

/**
 * What is fed as noise; nothing for a network without. Rows to spare, which nobody reads, are zeros.
 *
 * @param rows images in the batch, those to spare included
 */
export function noiseFeed(
  noise: FedNoise | undefined,
  { images, draw }: NoisyImages,
  rows: number,
): Readonly<Record<string, Tensor>> {
  if (noise === undefined) return {};
  const length = noise.shape.reduce((product, size) => product * size, 1);
  const values = new Float32Array(rows * length);
  const numbers = new Float64Array(length);
  for (const [row, image] of images.entries()) {
    const parts = JSON.stringify([noise.seed, image, draw]);
    const seed = createHash('sha256').update(parts).digest().readUInt32LE();
    new RandomState(seed).fillNormal(numbers);
    values.set(numbers, row * length);
  }
  return { [noise.input]: { type: 'float32', shape: [rows, ...noise.shape], values } };
}
