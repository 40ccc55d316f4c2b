import type { Device, ImageGradient, ImageResponse } from '@ventral/core';
import { fitToInput } from '@ventral/images';
import type { ModelLayer, OnnxModel } from '@ventral/onnx';
import { classScores } from './class-scores.ts';
import { openInputGradient, requireNothingRandom } from './input-gradient.ts';
import { layerResponse } from './layer-response.ts';
import { requireUnits } from './require-units.ts';
import type { SeeingNetwork } from './seeing-network.ts';
import { slopesByPixels } from './slopes-by-pixels.ts';

/**
 * Makes the gradient of a response of an ONNX network by the pixels of an image ready to run. Memory is
 * that of a batch, forward and backward, of at most 64 images or about 256 MB.
 *
 * @param response of a layer that the network has
 * @throws VentralError `OPTION_INVALID` for a unit or class that there is not
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a network with random operators, or one without rule, or where
 *   the response sees the image through whole numbers alone
 */
export async function openImageGradient(
  seeing: SeeingNetwork,
  response: ImageResponse,
  device: Device,
): Promise<ImageGradient> {
  requireNothingRandom(seeing);
  const { name, network, input, preprocessing, layers } = seeing;
  const { layer, unit } = readFrom(name, network, layers, response);
  const gradient = await openInputGradient(seeing, layer, layerResponse(layer, unit), device);
  const length = 3 * input.size.width * input.size.height;
  return {
    layer: layer.name,
    unit,
    fit: (image) => fitToInput(image, preprocessing.resize, input.size),
    async run(pixels, draw, into) {
      const responses = new Float64Array(pixels.length / length);
      const gradients = await slopesByPixels(seeing, layer, gradient, pixels, {
        draw,
        into,
        onValues: (values, { start, count, rows }) =>
          responses.set(responsesIn(values, rows, unit).subarray(0, count), start),
      });
      return { responses, gradients };
    },
    [Symbol.asyncDispose]: () => gradient[Symbol.asyncDispose](),
  };
}

/** The layer and the unit that a response is read from. */
function readFrom(
  name: string,
  network: OnnxModel,
  layers: readonly ModelLayer[],
  response: ImageResponse,
): { readonly layer: ModelLayer; readonly unit: number | undefined } {
  const isClass = 'class' in response;
  const layer = isClass
    ? classScores(network, layers)
    : (layers.find((one) => one.name === response.layer) as ModelLayer);
  const unit = isClass ? response.class : response.unit;
  if (unit !== undefined) requireUnits(name, layer, isClass ? 'class' : 'unit', [unit]);
  return { layer, unit };
}

/** The response to each image, of the values of the layer. */
function responsesIn(values: Float32Array, rows: number, unit: number | undefined): Float64Array {
  const width = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    return unit === undefined ? own.reduce((sum, value) => sum + value * value, 0) : own[unit]!;
  });
}
