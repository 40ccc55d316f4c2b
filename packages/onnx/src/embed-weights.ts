import { open } from 'node:fs/promises';
import { VentralError } from '@ventral/errors';
import { type ExternalPlace, externalPlace, isExternal } from './external-files.ts';
import { TensorProto_DataLocation as DataLocation, type TensorProto } from './generated/onnx_pb.ts';
import { graphTensors, type HeldTensor, replaceTensors } from './graph-tensors.ts';
import type { OnnxModel } from './onnx-model.ts';

// A message of the format's encoding holds less than 2 GB.
const mostBytes = 2 ** 31 - 1;

/**
 * The model with the weights of its other files inside it, so that it can be written as one file;
 * the model itself where it has no other files. All weights are held in memory.
 *
 * @throws VentralError `OPTION_INVALID` for weights of 2 GB or more, which no one file can hold
 * @throws VentralError `MODEL_UNREADABLE` where a file cannot be read
 */
export async function embedWeights(model: OnnxModel): Promise<OnnxModel> {
  const replacements = new Map<HeldTensor, TensorProto>();
  let total = 0;
  for (const [held, tensor] of graphTensors(model.graph)) {
    if (!isExternal(tensor)) continue;
    const rawData = await readPlace(externalPlace(model, tensor));
    total += rawData.length;
    if (total > mostBytes) {
      throw new VentralError(
        'OPTION_INVALID',
        `${model.name} has weights of 2 GB or more in other files: one file cannot hold them.`,
        { hint: 'Take a smaller network, or one in half precision.' },
      );
    }
    const dataLocation = DataLocation.DEFAULT;
    replacements.set(held, { ...tensor, rawData, dataLocation, externalData: [] });
  }
  return { ...model, graph: replaceTensors(model.graph, replacements) };
}

async function readPlace({ path, offset, length }: ExternalPlace): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const bytes = new Uint8Array(length ?? (await file.stat()).size - offset);
    let done = 0;
    // One read gives as much as the system likes.
    while (done < bytes.length) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, offset + done);
      if (bytesRead === 0) throw new Error('it ends too early');
      done += bytesRead;
    }
    return bytes;
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('MODEL_UNREADABLE', `${path} could not be read: ${message}.`, { cause });
  }
}
