import type { ImageGradient, ImageResponse } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import { fitToInput, type Preprocessing } from '@ventral/images';
import {
  externalFiles,
  type ModelLayer,
  type OnnxModel,
  randomOperators,
  type Tensor,
  tensorOfFloats,
  toFloat32,
} from '@ventral/onnx';
import { classScores } from './class-scores.ts';
import { type ImageInput, inputShape } from './image-input.ts';
import { imagesFirst } from './images-first.ts';
import { layerResponse } from './layer-response.ts';
import { pixelInput } from './pixel-input.ts';
import { requireRealPath } from './real-path.ts';

/** A network whose responses to images are differentiated. */
export interface SeeingNetwork {
  /** What the user calls the model. */
  readonly name: string;
  readonly network: OnnxModel;
  readonly input: ImageInput;
  readonly preprocessing: Preprocessing;
  /** All values of the network. */
  readonly layers: readonly ModelLayer[];
}

/** Images that are computed at once, where the file takes any number. */
const mostImages = 8;

/**
 * Makes the gradient of a response of an ONNX network by the pixels of an image ready to run. Memory is
 * that of a batch of at most eight images, forward and backward.
 *
 * @param response of a layer that the network has
 * @throws VentralError `OPTION_INVALID` for a unit or class that there is not
 * @throws VentralError `GRADIENT_UNAVAILABLE` for a network with random operators, or one without rule, or where
 *   the response sees the image through whole numbers alone
 */
export async function openImageGradient(
  { name, network, input, preprocessing, layers }: SeeingNetwork,
  response: ImageResponse,
  device: 'cpu' | 'cuda',
): Promise<ImageGradient> {
  const random = randomOperators(network);
  if (random.length > 0) {
    throw new VentralError(
      'GRADIENT_UNAVAILABLE',
      `${name} has random operators (${random.join(', ')}): its responses differ from run to run.`,
      { hint: 'Export it without them, or name a layer of a network that has none.' },
    );
  }
  const { layer, unit } = readFrom(name, network, layers, response);
  requireRealPath(name, network, layers, input.name, layer.name);
  const { openGradient } = await import('@ventral/gradients');
  const gradient = await whileUnchanged(externalFiles(network), () =>
    openGradient(
      network,
      {
        of: layerResponse(layer, unit),
        by: [input.name],
        sizes: { [input.name]: inputShape(input, input.batch) },
        keep: [layer.name],
      },
      { device },
    ),
  );
  const { size } = input;
  const length = 3 * size.width * size.height;
  const pixels = pixelInput(input, preprocessing);
  return {
    layer: layer.name,
    unit,
    fit: (image) => fitToInput(image, preprocessing.resize, size),
    async run(images) {
      const count = images.length / length;
      if (!Number.isInteger(count)) {
        throw new VentralError(
          'SHAPE_MISMATCH',
          `${images.length} values are no images of ${size.height} x ${size.width} x 3.`,
        );
      }
      const responses = new Float64Array(count);
      const gradients = new Float32Array(images.length);
      for (let start = 0; start < count; ) {
        const some = Math.min(count - start, input.batch ?? mostImages);
        const end = start + some;
        const rows = input.batch ?? some;
        const values = new Float32Array(rows * length);
        pixels.toInput(images.subarray(start * length, end * length), values);
        // A network of a fixed batch has to be given all of it; rows to spare repeat the first image.
        for (let row = some; row < rows; row++) values.copyWithin(row * length, 0, length);
        const tensor = tensorOfFloats({ shape: inputShape(input, rows), values }, input.type);
        const computed = await gradient.run({ [input.name]: tensor });
        const kept = computed.kept[layer.name] as Tensor;
        const read = responsesIn(kept, layer.imageAxis, unit);
        responses.set(read.subarray(0, some), start);
        const byInput = toFloat32(computed.gradients[input.name] as Tensor);
        pixels.toPixels(byInput, gradients.subarray(start * length, end * length));
        start = end;
      }
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
  const units = layer.shape.reduce<number>((product, size) => product * (size ?? Number.NaN), 1);
  if (unit === undefined || (Number.isInteger(unit) && unit >= 0 && !(unit >= units))) {
    return { layer, unit };
  }
  const what = isClass ? 'classes' : 'units';
  throw new VentralError(
    'OPTION_INVALID',
    `There is no ${isClass ? 'class' : 'unit'} ${unit}: '${layer.name}' of ${name} has ${units} ${what}.`,
    { hint: `Give a number from 0 to ${units - 1}.` },
  );
}

/** The response to each image, of the values of the layer. */
function responsesIn(
  tensor: Tensor,
  imageAxis: number | undefined,
  unit: number | undefined,
): Float64Array {
  const { shape, values } = imagesFirst({ ...tensor, values: toFloat32(tensor) }, imageAxis);
  const [rows = 1] = shape;
  const width = values.length / rows;
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = values.subarray(row * width, (row + 1) * width);
    return unit === undefined ? own.reduce((sum, value) => sum + value * value, 0) : own[unit]!;
  });
}
