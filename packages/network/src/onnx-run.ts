import { whileUnchanged } from '@ventral/files';
import {
  externalFiles,
  type ModelLayer,
  type OnnxModel,
  openSession,
  tapLayers,
  tensorOfFloats,
  toFloat32,
} from '@ventral/onnx';
import { type ImageInput, inputShape } from './image-input.ts';
import { imagesFirst } from './images-first.ts';
import type { NetworkRun } from './look.ts';

/**
 * Makes the part of an ONNX network ready that some of its layers need: the rest is neither loaded
 * nor computed.
 *
 * @param layers of the network
 * @param names of those that are wanted
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 * @throws VentralError `DATA_CORRUPT` where a file of weights is not what it was when it was hashed
 */
export async function openOnnxRun(
  network: OnnxModel,
  input: ImageInput,
  layers: readonly ModelLayer[],
  names: readonly string[],
  device: 'cpu' | 'cuda',
): Promise<NetworkRun> {
  const axes = new Map(layers.map(({ name, imageAxis }) => [name, imageAxis]));
  const session = await whileUnchanged(externalFiles(network), () =>
    openSession(tapLayers(network, names), { device }),
  );
  return {
    async run(data, rows) {
      const image = tensorOfFloats({ shape: inputShape(input, rows), values: data }, input.type);
      const results = Object.entries(await session.run({ [input.name]: image }));
      return new Map(
        results.map(([name, tensor]) => {
          const { shape } = tensor;
          return [name, imagesFirst({ shape, values: toFloat32(tensor) }, axes.get(name))];
        }),
      );
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
