import type { Device, LinearReadout, ReadoutGradient, ResponseAim } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { fitToInput } from '@ventral/images';
import type { Tensor } from '@ventral/onnx';
import { openInputGradient, requireNothingRandom } from './input-gradient.ts';
import { layerOfReadout } from './layer-of-readout.ts';
import { readoutAim, readoutValues } from './readout-aim.ts';
import type { SeeingNetwork } from './seeing-network.ts';
import { slopesByPixels } from './slopes-by-pixels.ts';

/**
 * Makes the gradient of an aim for linearly predicted responses by the pixels of an image ready to run. Memory
 * is that of a batch, forward and backward, of at most 64 images or about 256 MB, and of the weights.
 *
 * @param readout of a layer that the network has
 * @throws VentralError `SHAPE_MISMATCH` for weights that do not fit the layer
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a network with random operators, or one without rule, or where
 *   the layer sees the image through whole numbers alone
 */
export async function openReadoutGradient(
  seeing: SeeingNetwork,
  readout: LinearReadout,
  aim: ResponseAim,
  device: Device,
): Promise<ReadoutGradient> {
  requireNothingRandom(seeing);
  const { input, preprocessing, layers } = seeing;
  const { weights, intercepts } = readout;
  const layer = layerOfReadout(layers, readout);
  const sites = intercepts.length;
  const gradient = await openInputGradient(seeing, layer, readoutAim(layer, aim), device, [
    readoutValues.responses,
  ]);
  const length = 3 * input.size.width * input.size.height;
  const fixed = {
    [readoutValues.weights]: asTensor([weights.values.length / sites, sites], weights.values),
    [readoutValues.intercepts]: asTensor([sites], intercepts),
  };
  return {
    size: input.size,
    fit: (image) => fitToInput(image, preprocessing.resize, input.size),
    async run(pixels, goals) {
      const images = pixels.length / length;
      if (Number.isInteger(images) && goals.length !== images * sites) {
        throw new VentralError(
          'SHAPE_MISMATCH',
          `${goals.length} goals do not go with ${images} images x ${sites} sites.`,
        );
      }
      const responses = new Float32Array(images * sites);
      const gradients = await slopesByPixels(seeing, layer, gradient, pixels, {
        // Of a noisy network: its first draw.
        draw: undefined,
        feeds({ start, count, rows }) {
          const own = new Float32Array(rows * sites);
          own.set(goals.subarray(start * sites, (start + count) * sites));
          return { ...fixed, [readoutValues.goals]: asTensor([rows, sites], own) };
        },
        read: readoutValues.responses,
        onValues: (values, { start, count }) =>
          responses.set(values.subarray(0, count * sites), start * sites),
      });
      requireFinite(responses, readout.layer);
      return { responses, gradients };
    },
    [Symbol.asyncDispose]: () => gradient[Symbol.asyncDispose](),
  };
}

function asTensor(shape: readonly number[], values: Float32Array): Tensor {
  return { type: 'float32', shape: [...shape], values };
}

function requireFinite(responses: Float32Array, layer: string): void {
  const at = responses.findIndex((response) => !Number.isFinite(response));
  if (at < 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `A response predicted from '${layer}' is ${responses[at]}, at position ${at}.`,
    { hint: 'Check the weights of the readout, and the pixels.' },
  );
}
