import type { NoiseDraw } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import type { OpenGradient } from '@ventral/gradients';
import { type ModelLayer, type Tensor, tensorOfFloats, toFloat32 } from '@ventral/onnx';
import { gradientBatch } from './gradient-batch.ts';
import { inputShape } from './image-input.ts';
import { imagesFirst } from './images-first.ts';
import { noiseFeed, noisyImages } from './network-noise.ts';
import { type PixelBatch, pixelBatches } from './pixel-batches.ts';
import type { SeeingNetwork } from './seeing-network.ts';

/** What belongs to the images of a batch. */
export interface BatchListeners {
  /** The noise of the network. */
  readonly draw: NoiseDraw | undefined;
  /**
   * As many numbers as there are pixels, for the gradients.
   * @default a new array
   */
  readonly into?: Float32Array | undefined;
  /**
   * What is fed beside them.
   * @default nothing
   */
  feeds?(batch: PixelBatch): Readonly<Record<string, Tensor>>;
  /**
   * A value that the gradient keeps, one row an image, in the place of the layer.
   * @default the layer
   */
  readonly read?: string;
  /** Called with the values of the layer, one row an image, `batch.rows` of them. */
  onValues(values: Float32Array, batch: PixelBatch): void;
}

/**
 * Runs a gradient of a layer over images, in batches.
 *
 * @param pixels `images x height x width x 3`
 * @throws VentralError `SHAPE_MISMATCH` for an `into` of another length
 * @returns gradients by these; `into`, where that is given
 */
export async function slopesByPixels(
  { input, noise, preprocessing, layers }: SeeingNetwork,
  layer: ModelLayer,
  gradient: OpenGradient,
  pixels: Float32Array,
  { draw, into: slopes = new Float32Array(pixels.length), feeds, read, onValues }: BatchListeners,
): Promise<Float32Array> {
  requireRoom(pixels, slopes);
  const length = 3 * input.size.width * input.size.height;
  for (const batch of pixelBatches(pixels, input, preprocessing, gradientBatch(layers))) {
    const { start, count, rows, values } = batch;
    const tensor = tensorOfFloats({ shape: inputShape(input, rows), values }, input.type);
    const { kept, gradients } = await gradient.run({
      [input.name]: tensor,
      ...noiseFeed(noise, noisyImages(draw, batch), rows),
      ...feeds?.(batch),
    });
    const found = kept[read ?? layer.name] as Tensor;
    const axis = read === undefined ? layer.imageAxis : 0;
    onValues(imagesFirst({ ...found, values: toFloat32(found) }, axis).values, batch);
    const byInput = toFloat32(gradients[input.name] as Tensor);
    batch.toPixels(byInput, slopes.subarray(start * length, (start + count) * length));
  }
  return slopes;
}

function requireRoom(pixels: Float32Array, into: Float32Array): void {
  if (into.length === pixels.length) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Gradients by ${pixels.length} pixels are to go into ${into.length} numbers.`,
    { hint: 'Give an array as long as the pixels, or none.' },
  );
}
