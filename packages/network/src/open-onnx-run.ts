import type { Device } from '@ventral/core';
import { whileUnchanged } from '@ventral/files';
import { externalFiles, openSession, tapLayers, tensorOfFloats, toFloat32 } from '@ventral/onnx';
import { inputShape } from './image-input.ts';
import { imagesFirst } from './images-first.ts';
import { openLastingRun } from './lasting-run.ts';
import { noiseFeed } from './network-noise.ts';
import type { OnnxRun } from './onnx-run.ts';
import type { SeeingNetwork } from './seeing-network.ts';

/**
 * Makes the part of an ONNX network ready that some of its layers need: the rest is neither loaded
 * nor computed.
 *
 * @param names of those that are wanted
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 * @throws VentralError `DEVICE_UNAVAILABLE` where the device cannot be used
 * @throws VentralError `DATA_CORRUPT` where a file of weights is not what it was when it was hashed
 */
export async function openOnnxRun(
  network: Omit<SeeingNetwork, 'preprocessing'>,
  names: readonly string[],
  device: Device,
): Promise<OnnxRun> {
  const open = () => openOnce(network, names, device);
  return device === 'cpu' ? open() : openLastingRun(open, network.input.batch !== undefined);
}

async function openOnce(
  { network, input, noise, layers }: Omit<SeeingNetwork, 'preprocessing'>,
  names: readonly string[],
  device: Device,
): Promise<OnnxRun> {
  const axes = new Map(layers.map(({ name, imageAxis }) => [name, imageAxis]));
  const session = await whileUnchanged(externalFiles(network), () =>
    openSession(tapLayers(network, names), { device }),
  );
  // Layers before the noise do not take it.
  const isNoisy = session.inputs.some(({ name }) => name === noise?.input);
  return {
    async run(data, rows, of) {
      const image = tensorOfFloats({ shape: inputShape(input, rows), values: data }, input.type);
      const images = 'images' in of ? of : { images: of, draw: 0 };
      const beside = noiseFeed(isNoisy ? noise : undefined, images, rows);
      const results = Object.entries(await session.run({ [input.name]: image, ...beside }));
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
