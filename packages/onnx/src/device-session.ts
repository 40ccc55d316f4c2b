import { Worker } from 'node:worker_threads';
import { VentralError } from '@ventral/errors';
import { deviceLost } from './device-failure.ts';
import { type EncodedGraph, encodeGraph } from './encode-graph.ts';
import { loadRuntime } from './load-runtime.ts';
import type { OnnxModel } from './onnx-model.ts';
import type { RuntimeOptions } from './runtime-session.ts';
import type { Session, SessionDevice } from './session.ts';
import type { DeviceAnswer, DeviceRequest, OpenedSession } from './session-worker.ts';

/** Options of a session that runs on a device. */
export interface DeviceOptions extends RuntimeOptions {
  readonly device: SessionDevice;
}

/** Makes a graph ready to run on a device. */
export type DeviceOpener = (
  model: OnnxModel | Uint8Array,
  options: DeviceOptions,
) => Promise<Session>;

/**
 * Makes a graph ready to run on a device, in a thread that all such sessions of the process share: JavaScript goes on
 * while the device works, so that the next batch is made ready meanwhile.
 */
export const openDeviceSession: DeviceOpener = async (model, options) => {
  // Before the thread: what onnxruntime sees of the environment is the process's, set here.
  await loadRuntime();
  const graph = await encodeGraph(model);
  const thread = takeThread(options.device);
  let opened: OpenedSession;
  try {
    opened = (await thread.ask({ kind: 'open', graph, options }, graph.name)) as OpenedSession;
  } catch (error) {
    await thread.release();
    throw error;
  }
  return sessionOf(thread, graph, opened);
};

function sessionOf(thread: DeviceThread, { name }: EncodedGraph, opened: OpenedSession): Session {
  const { session, inputs, outputs } = opened;
  let isClosed = false;
  return {
    ...{ inputs, outputs },
    async run(feeds, fetches) {
      const results = await thread.ask({ kind: 'run', session, feeds, fetches }, name);
      return results as Awaited<ReturnType<Session['run']>>;
    },
    async [Symbol.asyncDispose]() {
      // Others may have the thread still.
      if (isClosed) return;
      isClosed = true;
      // A thread that is gone has closed what it had.
      await thread.ask({ kind: 'close', session }, name).catch(() => {});
      await thread.release();
    },
  };
}

let current: DeviceThread | undefined;

/** The thread of the process, kept as long as anyone has it. */
function takeThread(device: SessionDevice): DeviceThread {
  if (current === undefined || current.isGone) current = new DeviceThread(device);
  current.users += 1;
  return current;
}

interface Asker {
  readonly name: string;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class DeviceThread {
  users = 0;
  isGone = false;
  readonly #device: SessionDevice;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Asker>();
  #asked = 0;

  constructor(device: SessionDevice) {
    this.#device = device;
    // JavaScript: Node 20 runs no TypeScript in threads. And nothing of what this process was started with,
    // such as the condition under which tests find sources.
    this.#worker = new Worker(new URL('../dist/session-worker.js', import.meta.url), {
      execArgv: [],
    });
    this.#worker.on('message', (answer: DeviceAnswer) => this.#hear(answer));
    this.#worker.on('error', (error) => this.#end(error.message));
    this.#worker.on('exit', () => this.#end('its thread ended.'));
    this.#worker.unref();
  }

  /** @param name what messages call the graph */
  ask(request: DeviceRequest, name: string): Promise<unknown> {
    if (this.isGone) return Promise.reject(deviceLost(name, this.#device, 'its thread ended.'));
    const id = this.#asked++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { name, resolve, reject });
      // Whoever waits keeps the process alive, and nobody else.
      this.#worker.ref();
      this.#worker.postMessage({ id, request });
    });
  }

  async release(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    this.isGone = true;
    if (current === this) current = undefined;
    await this.#worker.terminate();
  }

  #hear(answer: DeviceAnswer): void {
    const asker = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if ('result' in answer) {
      asker?.resolve(answer.result);
    } else {
      const { code, message, hint } = answer.failure;
      asker?.reject(new VentralError(code, message, hint === undefined ? {} : { hint }));
    }
  }

  #end(reason: string): void {
    this.isGone = true;
    if (current === this) current = undefined;
    for (const { name, reject } of this.#waiting.values()) {
      reject(deviceLost(name, this.#device, reason));
    }
    this.#waiting.clear();
  }
}
