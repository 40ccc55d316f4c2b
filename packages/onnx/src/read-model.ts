import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { VentralError } from '@ventral/errors';
import { checkExternalFiles } from './external-files.ts';
import { type GraphProto, type ModelProto, ModelProtoSchema } from './generated/onnx_pb.ts';
import { graphTensors } from './graph-tensors.ts';
import type { OnnxModel } from './onnx-model.ts';
import { weightNames } from './weights.ts';

/**
 * Reads a model and checks that it is whole: every value is computed before it is used, and every
 * file of weights is there. Weights are neither copied nor unpacked: the memory used is that of
 * the file.
 *
 * @param source path of a .onnx file, or its bytes
 * @throws VentralError `MODEL_UNREADABLE` for a missing, truncated, corrupt or incomplete model
 */
export async function readModel(source: string | Uint8Array): Promise<OnnxModel> {
  const [name, folder, bytes] =
    typeof source === 'string'
      ? [source, dirname(resolve(source)), await readModelFile(source)]
      : ['The model', undefined, source];
  const { graph, ...header } = decodeModel(bytes, name);
  if (graph === undefined || graph.node.length === 0) {
    throw new VentralError('MODEL_UNREADABLE', `${name} holds no graph: it is no ONNX model.`, {
      hint: 'Give the path of a .onnx file.',
    });
  }
  checkOrder(graph, name);
  const model = { name, folder, header, graph };
  await checkExternalFiles(model);
  return model;
}

async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new VentralError(
      'MODEL_UNREADABLE',
      code === 'ENOENT' ? `There is no file ${path}.` : `${path} could not be read: ${message}`,
      {
        hint:
          code === 'ERR_FS_FILE_TOO_LARGE'
            ? 'An ONNX file holds at most 2 GB. Save the model with its weights as external data.'
            : 'Give the path of a .onnx file.',
        cause,
      },
    );
  }
}

function decodeModel(bytes: Uint8Array, name: string): ModelProto {
  if (bytes.length === 0) {
    throw new VentralError('MODEL_UNREADABLE', `${name} is empty (0 bytes).`, {
      hint: 'Fetch or export the model again.',
    });
  }
  if (new TextDecoder().decode(bytes.subarray(0, 30)).startsWith('version https://git-lfs')) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${name} is a pointer of Git LFS, not the model itself.`,
      { hint: "Fetch the model with 'git lfs pull', or from the repository's website." },
    );
  }
  try {
    const model = fromBinary(ModelProtoSchema, bytes);
    // Weights are bytes until they are read: whatever is read later is known to be sound.
    if (model.graph !== undefined) for (const _ of graphTensors(model.graph));
    return model;
  } catch (cause) {
    // The decoder's word for a field that reaches beyond the last byte.
    const cut = cause instanceof RangeError && cause.message === 'premature EOF';
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${name} (${bytes.length} bytes) is ${cut ? 'cut short or damaged' : 'no ONNX model, or damaged'}: ` +
        `${(cause as Error).message}.`,
      {
        hint: 'Fetch or export the model again, and compare its sha256 with that of its source.',
        cause,
      },
    );
  }
}

function checkOrder(graph: GraphProto, name: string): void {
  const known = weightNames(graph);
  for (const input of graph.input) known.add(input.name);
  for (const node of graph.node) {
    const missing = node.input.find((input) => input !== '' && !known.has(input));
    if (missing !== undefined) {
      throw new VentralError(
        'MODEL_UNREADABLE',
        `${name} is not a valid graph: its node '${node.name || node.output[0]}' (${node.opType}) ` +
          `reads '${missing}', which nothing before it computes.`,
        { hint: 'Export the model again; onnx.checker.check_model(path) in Python says more.' },
      );
    }
    for (const output of node.output) known.add(output);
  }
  const missing = graph.output.find((output) => !known.has(output.name));
  if (missing !== undefined) {
    throw new VentralError(
      'MODEL_UNREADABLE',
      `${name} is not a valid graph: nothing computes its output '${missing.name}'.`,
      { hint: 'Export the model again; onnx.checker.check_model(path) in Python says more.' },
    );
  }
}
