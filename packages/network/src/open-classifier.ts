import type { Classifier, ClassSlopes, Device, NoiseDraw } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fitToInput, fittedPart } from '@ventral/images';
import { batchSize } from './batch-size.ts';
import { classScores } from './class-scores.ts';
import { openInputGradient, requireNothingRandom } from './input-gradient.ts';
import { labelLoss } from './label-loss.ts';
import { labelScore } from './label-score.ts';
import { noisyImages } from './network-noise.ts';
import { openOnnxRun } from './open-onnx-run.ts';
import { pixelBatches } from './pixel-batches.ts';
import { requireUnits } from './require-units.ts';
import type { SeeingNetwork } from './seeing-network.ts';
import { slopesByPixels } from './slopes-by-pixels.ts';

const labelInput = 'labels of the images';

/**
 * Makes an ONNX network ready to name what is on images. It is differentiated when slopes are first asked for:
 * one that cannot be is scored all the same. Memory is that of a batch.
 *
 * @param digest of the model
 * @throws VentralError `OPTION_INVALID` for a network without scores of classes
 */
export async function openClassifier(
  seeing: SeeingNetwork,
  digest: string,
  device: Device,
): Promise<Classifier> {
  const { name, network, input, noise, preprocessing, layers } = seeing;
  const layer = classScores(network, layers);
  const forward = await openOnnxRun(seeing, [layer.name], device);
  const openBackward = async (of: typeof labelLoss) => {
    requireNothingRandom(seeing);
    return openInputGradient(seeing, layer, of(layer, labelInput), device);
  };
  const opened = new Map<typeof labelLoss, ReturnType<typeof openBackward>>();
  const differentiate = async (
    of: typeof labelLoss,
    pixels: Float32Array,
    labels: readonly number[],
    draw: NoiseDraw | undefined,
    into?: Float32Array,
  ): Promise<ClassSlopes> => {
    requireUnits(name, layer, 'class', labels);
    const backward = opened.get(of) ?? openBackward(of);
    opened.set(of, backward);
    const found: Float32Array[] = [];
    const gradients = await slopesByPixels(seeing, layer, await backward, pixels, {
      draw,
      into,
      feeds({ start, count, rows }) {
        const own = labels.slice(start, start + count);
        const ofRows = Array.from({ length: rows }, (_, row) => BigInt(own[row] ?? own[0]!));
        const values = BigInt64Array.from(ofRows);
        return { [labelInput]: { type: 'int64', shape: [rows], values } };
      },
      onValues: (values, { rows, count }) => found.push(firstRows(name, values, rows, count)),
    });
    return { scores: joined(found), gradients };
  };
  const forwardBatch = batchSize(layers, [layer.name]);
  return {
    digest,
    layer: layer.name,
    ...(noise && { noise: { seed: noise.seed, draws: noise.draws } }),
    size: input.size,
    fit: (image) => fitToInput(image, preprocessing.resize, input.size),
    seenPart: (image) => fittedPart(image, preprocessing.resize, input.size),
    async scores(pixels, draw) {
      const found: Float32Array[] = [];
      for (const batch of pixelBatches(pixels, input, preprocessing, forwardBatch)) {
        const { count, rows, values } = batch;
        const results = await forward.run(values, rows, noisyImages(draw, batch));
        found.push(firstRows(name, results.get(layer.name)!.values, rows, count));
      }
      return joined(found);
    },
    slopes: (pixels, labels, draw, into) => differentiate(labelLoss, pixels, labels, draw, into),
    scoreSlopes: (pixels, classes, draw) => differentiate(labelScore, pixels, classes, draw),
    async [Symbol.asyncDispose]() {
      await forward[Symbol.asyncDispose]();
      for (const backward of opened.values()) {
        await (await backward.catch(() => undefined))?.[Symbol.asyncDispose]();
      }
    },
  };
}

/** The scores of the images asked about, once they are known to be numbers. */
function firstRows(name: string, values: Float32Array, rows: number, count: number): Float32Array {
  const scores = values.slice(0, (values.length / rows) * count);
  const undefinedAt = scores.findIndex((score) => !Number.isFinite(score));
  if (undefinedAt < 0) return scores;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${name} scores a class ${scores[undefinedAt]}, at position ${undefinedAt}.`,
    { hint: 'Check the preprocessing of the network.' },
  );
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
