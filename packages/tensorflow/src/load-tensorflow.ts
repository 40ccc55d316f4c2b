import type { Device } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { type Backend, backendPackages, backendsToTry, missingPackage } from './backend.ts';
import { mendFusedMatMul } from './mend-wasm.ts';
import { type TensorFlow, type TensorFlowFunctions, tensorFlowOn } from './tensorflow.ts';

/** Which back end is wanted. */
export interface TensorFlowOptions {
  /**
   * A back end, or `auto`: the fastest one that is installed and works.
   * @default `$VENTRAL_TENSORFLOW`, else 'auto'
   */
  readonly backend?: Backend | 'auto';
  /**
   * What it is to run on: on `cuda` only `node-gpu` does, on `cpu` all others.
   * @default whatever the back end runs on
   */
  readonly device?: Device;
}

/**
 * Loads TensorFlow.js: `@tensorflow/tfjs-node-gpu`, else `@tensorflow/tfjs-node`, else
 * `@tensorflow/tfjs`, with its WebAssembly back end where that is installed. Nothing of it is loaded
 * before.
 *
 * @throws VentralError `DEPENDENCY_MISSING` where no package of a back end that will do is installed
 * @throws VentralError `DEVICE_UNAVAILABLE` where CUDA is asked for and cannot be used, or WebGPU is
 * @throws VentralError `OPTION_INVALID` for a back end that is unknown, or not of the device
 */
export async function loadTensorFlow(options: TensorFlowOptions = {}): Promise<TensorFlow> {
  const wanted = options.backend ?? (process.env.VENTRAL_TENSORFLOW || 'auto');
  const { device } = options;
  if (device === 'webgpu') throw noWebGpu();
  const failures: string[] = [];
  for (const backend of backendsToTry(wanted, device)) {
    const loaded = await tried(backend);
    if (typeof loaded === 'string') {
      failures.push(loaded);
      continue;
    }
    const { tf, version } = loaded;
    const why = failures.length === 0 ? '' : `: ${failures.join(', ')}`;
    const note = `TensorFlow.js ${version}, back end ${backend}${why}.`;
    return tensorFlowOn(tf, backendPackages[backend].registeredAs, { backend, version, note });
  }
  throw device === 'cuda' || wanted === 'node-gpu' ? noCuda(failures) : noBackend(wanted, failures);
}

/** The functions of TensorFlow.js with the back end ready, or why there are none. */
type Trial = { readonly tf: TensorFlowFunctions; readonly version: string } | string;

const trials = new Map<Backend, Promise<Trial>>();

function tried(backend: Backend): Promise<Trial> {
  const trial = trials.get(backend) ?? tryBackend(backend);
  trials.set(backend, trial);
  return trial;
}

async function tryBackend(backend: Backend): Promise<Trial> {
  const packages = backendPackages[backend];
  const missing = await missingPackage(packages);
  if (missing !== undefined) return `${missing} is not installed`;
  const { main, addition, registeredAs } = packages;
  try {
    const tf = (await import(main)) as TensorFlowFunctions;
    // What it says on the terminal is said better by the note.
    tf.enableProdMode();
    if (addition !== undefined) await import(addition);
    if (backend === 'wasm') mendFusedMatMul(tf);
    if (!(await tf.setBackend(registeredAs))) return `${addition ?? main} does not start here`;
    const { isUsingGpuDevice = false } = tf.findBackend(registeredAs) as {
      isUsingGpuDevice?: boolean;
    };
    if (isUsingGpuDevice !== (backend === 'node-gpu')) {
      return isUsingGpuDevice
        ? `this process has TensorFlow on CUDA already`
        : `${main} finds no GPU`;
    }
    return { tf, version: tf.version.tfjs };
  } catch (error) {
    const [firstLine] = String(error instanceof Error ? error.message : error).split('\n');
    return `${main} cannot be loaded (${firstLine?.trim()})`;
  }
}

function noWebGpu(): VentralError {
  return new VentralError(
    'DEVICE_UNAVAILABLE',
    'TensorFlow.js does not compute on WebGPU outside browsers.',
    { hint: 'Run on the CPU: --device cpu, or on a CUDA GPU: --device cuda.' },
  );
}

function noCuda(failures: readonly string[]): VentralError {
  return new VentralError(
    'DEVICE_UNAVAILABLE',
    `TensorFlow.js cannot use CUDA here: ${failures.join(', ')}.`,
    {
      hint:
        'Install TensorFlow for a CUDA GPU with: npm install @tensorflow/tfjs-node-gpu. ' +
        'Or run on the CPU: --device cpu.',
    },
  );
}

function noBackend(wanted: string, failures: readonly string[]): VentralError {
  return new VentralError(
    'DEPENDENCY_MISSING',
    `TensorFlow.js cannot be used: ${failures.join(', ')}.`,
    {
      hint:
        wanted === 'node'
          ? 'Install it with: npm install @tensorflow/tfjs-node (it downloads libtensorflow).'
          : 'Install it with: npm install @tensorflow/tfjs @tensorflow/tfjs-backend-wasm',
    },
  );
}
