import { type OnnxModel, openSession, tapLayers, toFloat32 } from '@ventral/onnx';
import { type ImageInput, inputShape } from './image-input.ts';
import type { NetworkRun } from './look.ts';

/**
 * Makes the part of an ONNX network ready that some of its layers need: the rest is neither loaded
 * nor computed.
 *
 * @param names of the layers
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function openOnnxRun(
  network: OnnxModel,
  input: ImageInput,
  names: readonly string[],
  device: 'cpu' | 'cuda',
): Promise<NetworkRun> {
  const session = await openSession(tapLayers(network, names), { device });
  return {
    async run(data, rows) {
      const image = { type: 'float32', shape: inputShape(input, rows), values: data } as const;
      const results = Object.entries(await session.run({ [input.name]: image }));
      return new Map(
        results.map(([name, tensor]) => [name, { shape: tensor.shape, values: toFloat32(tensor) }]),
      );
    },
    [Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
  };
}
