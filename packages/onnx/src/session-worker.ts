import { parentPort } from 'node:worker_threads';
import { isVentralError, type VentralError } from '@ventral/errors';
import type { EncodedGraph } from './encode-graph.ts';
import { runtimeReason } from './runtime-reason.ts';
import { openRuntimeSession, type RuntimeOptions } from './runtime-session.ts';
import type { Session, SessionValue } from './session.ts';
import type { Tensor } from './tensor.ts';

/** What the thread of devices is asked to do. */
export type DeviceRequest =
  | { readonly kind: 'open'; readonly graph: EncodedGraph; readonly options: RuntimeOptions }
  | {
      readonly kind: 'run';
      readonly session: number;
      readonly feeds: Readonly<Record<string, Tensor>>;
      readonly fetches: readonly string[] | undefined;
    }
  | { readonly kind: 'close'; readonly session: number };

/** A session as the other side knows it. */
export interface OpenedSession {
  readonly session: number;
  readonly inputs: readonly SessionValue[];
  readonly outputs: readonly SessionValue[];
}

/** What the thread answers. An error loses its class on the way between threads, so its parts are sent. */
export type DeviceAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Pick<VentralError, 'code' | 'message' | 'hint'> };

const sessions = new Map<number, Session>();
let opened = 0;

async function meet(request: DeviceRequest): Promise<unknown> {
  if (request.kind === 'open') {
    const session = await openRuntimeSession(request.graph, request.options);
    const number = opened++;
    sessions.set(number, session);
    const { inputs, outputs } = session;
    return { session: number, inputs, outputs } satisfies OpenedSession;
  }
  const session = sessions.get(request.session) as Session;
  if (request.kind === 'run') return session.run(request.feeds, request.fetches);
  sessions.delete(request.session);
  await session[Symbol.asyncDispose]();
  return undefined;
}

/** Buffers of results are handed over: they are not copied. */
function buffersOf(request: DeviceRequest, result: unknown): ArrayBuffer[] {
  if (request.kind !== 'run') return [];
  const tensors = Object.values(result as Readonly<Record<string, Tensor>>);
  const buffers = tensors.flatMap(({ values }) => ('buffer' in values ? [values.buffer] : []));
  return [...new Set(buffers as ArrayBuffer[])];
}

parentPort?.on('message', async ({ id, request }: { id: number; request: DeviceRequest }) => {
  try {
    const result = await meet(request);
    parentPort?.postMessage({ id, result }, buffersOf(request, result));
  } catch (error) {
    const { code, message, hint } = isVentralError(error)
      ? error
      : { code: 'MODEL_FAILED' as const, message: runtimeReason(error), hint: undefined };
    parentPort?.postMessage({ id, failure: { code, message, hint } });
  }
});
