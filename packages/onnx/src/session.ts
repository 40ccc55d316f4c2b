import { availableParallelism } from 'node:os';
import { VentralError } from '@ventral/errors';
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { buildModel } from './build-model.ts';
import type { ElementType } from './element-type.ts';
import { encodeModel } from './encode-model.ts';
import { followLinks } from './follow-links.ts';
import { loadRuntime } from './load-runtime.ts';
import type { OnnxModel } from './onnx-model.ts';
import { runtimeReason } from './runtime-reason.ts';
import type { Tensor } from './tensor.ts';

/** How a graph is run. */
export interface SessionOptions {
  /**
   * The processor it runs on.
   * @default 'cpu'
   */
  readonly device?: 'cpu' | 'cuda';
  /**
   * Threads one operation may use.
   * @default every processor this process may use
   */
  readonly threads?: number;
}

/** An input or output of a graph that is ready to run. */
export interface SessionValue {
  readonly name: string;
  /** Undefined for what is no tensor, such as a sequence. */
  readonly type: ElementType | undefined;
  /** Sizes; a word, maybe an empty one, where any size is taken. */
  readonly shape: readonly (number | string)[];
}

/** A graph that is ready to run. Close it when done: its memory is not the garbage collector's. */
export interface Session extends AsyncDisposable {
  readonly inputs: readonly SessionValue[];
  readonly outputs: readonly SessionValue[];
  /**
   * Runs the graph once. JavaScript stands still meanwhile, so give it work in batches.
   *
   * @param feeds a tensor for each input, by name
   * @param fetches names of the outputs wanted
   * @default fetches every output
   * @throws VentralError `MODEL_FAILED` with the runtime's reason
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    fetches?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>;
}

/**
 * Makes a graph ready to run.
 *
 * @param model an ONNX model or the bytes of one; it may be let go of afterwards
 * @throws VentralError `DEVICE_UNAVAILABLE` where CUDA is asked for and cannot be used
 * @throws VentralError `MODEL_UNREADABLE` where the runtime refuses the graph
 */
export async function openSession(
  model: OnnxModel | Uint8Array,
  options: SessionOptions = {},
): Promise<Session> {
  const { Tensor: TensorClass } = await loadRuntime();
  const { bytes, name, folder } = await encoded(model);
  const session = await createSession(bytes, name, folder, options);
  return {
    inputs: session.inputMetadata.map(sessionValue),
    outputs: session.outputMetadata.map(sessionValue),
    async run(feeds, fetches = session.outputNames) {
      const tensors: Record<string, RuntimeTensor> = {};
      for (const [input, { type, values, shape }] of Object.entries(feeds)) {
        tensors[input] = new TensorClass(type, values as RuntimeTensor.DataType, shape);
      }
      try {
        const results = Object.entries(await session.run(tensors, fetches));
        return Object.fromEntries(results.map(([output, tensor]) => [output, fromRuntime(tensor)]));
      } catch (cause) {
        throw new VentralError(
          'MODEL_FAILED',
          `${name} could not be run: ${runtimeReason(cause)}`,
          {
            hint: 'Run it in Python with onnxruntime: if it fails there as well, export it again.',
            cause,
          },
        );
      }
    },
    [Symbol.asyncDispose]: () => session.release(),
  };
}

async function encoded(
  model: OnnxModel | Uint8Array,
): Promise<{ bytes: Uint8Array; name: string; folder?: string | undefined }> {
  if (model instanceof Uint8Array) return { bytes: model, name: 'The graph' };
  const { name, folder, ...rest } = await followLinks(model);
  return { bytes: encodeModel(rest), name, folder };
}

async function createSession(
  bytes: Uint8Array,
  name: string,
  weightsFolder: string | undefined,
  { device = 'cpu', threads = availableParallelism() }: SessionOptions,
): Promise<InferenceSession> {
  const { InferenceSession: Runtime } = await loadRuntime();
  try {
    return await Runtime.create(bytes, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      extra: {
        session: {
          // Threads that spin while they wait would take the processors from whatever runs next.
          intra_op: { allow_spinning: '0' },
          ...(weightsFolder !== undefined && {
            model_external_initializers_file_folder_path: weightsFolder,
          }),
        },
      },
    });
  } catch (cause) {
    if (device === 'cuda') await requireCuda();
    throw new VentralError('MODEL_UNREADABLE', `${name} was refused: ${runtimeReason(cause)}`, {
      hint: 'onnx.checker.check_model(path, full_check=True) in Python says more.',
      cause,
    });
  }
}

/** Tells a machine without CUDA from a graph that is at fault. */
async function requireCuda(): Promise<void> {
  const { InferenceSession: Runtime } = await loadRuntime();
  const smallest = buildModel({
    inputs: [{ name: 'x', type: 'float32', shape: [1] }],
    outputs: [{ name: 'y', type: 'float32', shape: [1] }],
    nodes: [{ operation: 'Identity', inputs: ['x'], outputs: ['y'] }],
  });
  try {
    const session = await Runtime.create(smallest, { executionProviders: ['cuda'] });
    await session.release();
  } catch (cause) {
    throw new VentralError(
      'DEVICE_UNAVAILABLE',
      `CUDA cannot be used here: ${runtimeReason(cause)}`,
      {
        hint:
          'onnxruntime-node runs on CUDA 12 with cuDNN 9, on Linux x64. Fetch its CUDA libraries with ' +
          "'ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node', or run on the CPU.",
        cause,
      },
    );
  }
}

function fromRuntime(result: InferenceSession.OnnxValueMapType[string]): Tensor {
  const { type, dims, data } = result as RuntimeTensor;
  return { type, shape: dims, values: data } as Tensor;
}

function sessionValue(metadata: InferenceSession.ValueMetadata): SessionValue {
  return metadata.isTensor
    ? { name: metadata.name, type: metadata.type as ElementType, shape: metadata.shape }
    : { name: metadata.name, type: undefined, shape: [] };
}
