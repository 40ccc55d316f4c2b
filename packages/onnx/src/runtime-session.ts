import { availableParallelism } from 'node:os';
import { VentralError } from '@ventral/errors';
import type { InferenceSession, Tensor as RuntimeTensor } from 'onnxruntime-node';
import { buildModel } from './build-model.ts';
import { deviceFailure, deviceRefuses } from './device-failure.ts';
import type { ElementType } from './element-type.ts';
import type { EncodedGraph } from './encode-graph.ts';
import { loadRuntime } from './load-runtime.ts';
import { runtimeReason } from './runtime-reason.ts';
import type { Session, SessionDevice, SessionOptions, SessionValue } from './session.ts';
import type { Tensor } from './tensor.ts';

/** How the runtime is told to run a graph. */
export interface RuntimeOptions extends SessionOptions {
  /**
   * Where a profile of the run is written, whose name begins so; the graph is then run as it is.
   * @default none is
   */
  readonly profile?: string | undefined;
}

/** Makes a graph ready to run in this thread. */
export async function openRuntimeSession(
  graph: EncodedGraph,
  options: RuntimeOptions,
): Promise<Session> {
  const { Tensor: TensorClass } = await loadRuntime();
  const session = await createSession(graph, options);
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
        const { device = 'cpu', threads } = options;
        const failure = deviceFailure(graph.name, device, cause);
        if (failure !== undefined) throw failure;
        if (device === 'cpu') throw modelFailed(graph.name, cause);
        // Where the processor fails as well, it says so: the device is not at fault.
        await using processor = await openRuntimeSession(graph, { threads });
        await processor.run(feeds, fetches);
        throw deviceRefuses(graph.name, device, cause);
      }
    },
    async [Symbol.asyncDispose]() {
      if (options.profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
}

async function createSession(
  graph: EncodedGraph,
  { device = 'cpu', threads = availableParallelism(), profile }: RuntimeOptions,
): Promise<InferenceSession> {
  const { bytes, name, folder } = graph;
  const { InferenceSession: Runtime } = await loadRuntime();
  try {
    return await Runtime.create(bytes, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
      ...(profile !== undefined && {
        enableProfiling: true,
        profileFilePrefix: profile,
        graphOptimizationLevel: 'disabled',
      }),
      extra: {
        session: {
          // Threads that spin while they wait would take the processors from whatever runs next.
          intra_op: { allow_spinning: '0' },
          ...(folder !== undefined && { model_external_initializers_file_folder_path: folder }),
        },
      },
    });
  } catch (cause) {
    const failure = deviceFailure(name, device, cause);
    if (failure !== undefined) throw failure;
    if (device !== 'cpu') {
      await requireDevice(device);
      // Throws what follows, where the graph is at fault.
      const onProcessor = await createSession(graph, { threads });
      await onProcessor.release();
      throw deviceRefuses(name, device, cause);
    }
    throw new VentralError('MODEL_UNREADABLE', `${name} was refused: ${runtimeReason(cause)}`, {
      hint: 'onnx.checker.check_model(path, full_check=True) in Python says more.',
      cause,
    });
  }
}

const unavailable = {
  cuda: {
    what: 'CUDA',
    hint:
      'onnxruntime-node runs on CUDA 12 with cuDNN 9, on Linux x64. Fetch its CUDA libraries with ' +
      "'ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node', or run on the CPU.",
  },
  webgpu: {
    what: 'WebGPU',
    hint: "It needs the driver of a graphics card: 'ventral doctor' says what is missing. Or run on the CPU.",
  },
} as const;

/** Tells a machine without the device from a graph that is at fault. */
async function requireDevice(device: Exclude<SessionDevice, 'cpu'>): Promise<void> {
  const { InferenceSession: Runtime } = await loadRuntime();
  try {
    const session = await Runtime.create(smallestGraph, { executionProviders: [device] });
    await session.release();
  } catch (cause) {
    const { what, hint } = unavailable[device];
    throw new VentralError(
      'DEVICE_UNAVAILABLE',
      `${what} cannot be used here: ${runtimeReason(cause)}`,
      { hint, cause },
    );
  }
}

/** A graph that any device runs. */
const smallestGraph = buildModel({
  inputs: [{ name: 'x', type: 'float32', shape: [1] }],
  outputs: [{ name: 'y', type: 'float32', shape: [1] }],
  nodes: [{ operation: 'Identity', inputs: ['x'], outputs: ['y'] }],
});

/**
 * Has a device compute the smallest graph: what cannot do this cannot be used.
 *
 * @throws VentralError `DEVICE_UNAVAILABLE`, `DEVICE_LOST`, `DEVICE_MEMORY`
 */
export async function tryDevice(device: SessionDevice): Promise<void> {
  const graph = { bytes: smallestGraph, name: 'The smallest graph' };
  await using session = await openRuntimeSession(graph, { device });
  await session.run({ x: { type: 'float32', shape: [1], values: Float32Array.of(1) } });
}

function modelFailed(name: string, cause: unknown): VentralError {
  return new VentralError('MODEL_FAILED', `${name} could not be run: ${runtimeReason(cause)}`, {
    hint: 'Run it in Python with onnxruntime: if it fails there as well, export it again.',
    cause,
  });
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
