import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { whileUnchanged } from '@ventral/files';
import { openThreads, type Threads } from '@ventral/numerics';
import type { AssemblyLayout } from './assembly-layout.ts';
import type * as hdf5Worker from './hdf5-worker.ts';
import type { AssemblyContent } from './read-content.ts';
import type { Selection } from './select-indices.ts';

// The built file in either case: Node 20 runs no TypeScript in threads, so that the sources, too,
// read with what `npm run build` made of them.
const workerFile = new URL('../dist/hdf5-worker.js', import.meta.url);

// A step takes some milliseconds, and reads 16 MB at most, or a chunk.
const secondsWithoutStep = 20;
// Of a second of processor time: a disk that is slow takes none.
const busy = 0.1;

type Hdf5Thread = Threads<typeof hdf5Worker>;

// Kept: to load the library takes a third of a second and 30 MB.
let thread: Hdf5Thread | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Reads the layout of a group of an HDF5 file, in a thread; see {@link readContentInThread}. */
export function readLayoutInThread(path: string, group: string): Promise<AssemblyLayout> {
  return inThread(path, neverAborted, (running, steps) =>
    running.run('readLayoutOf', { path, group, steps }),
  );
}

/**
 * Reads values and labels of an HDF5 file, in a thread, one call at a time.
 *
 * The library loops without end in some files that are damaged, and cannot be stopped there, so that
 * its thread is ended: where it has made no step for 20 seconds, and where the signal aborts.
 *
 * @throws VentralError `DATA_CORRUPT` where reading does not go on
 * @throws VentralError `INTERRUPTED`
 * @throws VentralError what reading throws
 */
export function readContentInThread(
  path: string,
  group: string,
  layout: AssemblyLayout,
  select: Selection,
  signal: AbortSignal = neverAborted,
): Promise<AssemblyContent> {
  return inThread(path, signal, (running, steps) =>
    running.run('readContentOf', { path, group, steps, layout, select }),
  );
}

const neverAborted = new AbortController().signal;

function inThread<Result>(
  path: string,
  signal: AbortSignal,
  read: (running: Hdf5Thread, steps: Int32Array) => Promise<Result>,
): Promise<Result> {
  const result = last.then(() => runOne(path, signal, read));
  last = result.catch(() => {});
  return result;
}

async function runOne<Result>(
  path: string,
  signal: AbortSignal,
  read: (running: Hdf5Thread, steps: Int32Array) => Promise<Result>,
): Promise<Result> {
  throwIfInterrupted(signal, `while reading ${path}`);
  thread ??= openThreads<typeof hdf5Worker>(workerFile, 1);
  const running = thread;
  const steps = new Int32Array(new SharedArrayBuffer(4));
  using watch = watchSteps(steps, path, signal);
  try {
    return await whileUnchanged(path, () => Promise.race([read(running, steps), watch.ended]));
  } catch (error) {
    // The library keeps a file open that it failed to read, and would not see one that has been put
    // right in its place; after some failures its memory is damaged.
    thread = undefined;
    await running[Symbol.asyncDispose]();
    throw error;
  }
}

interface Watch extends Disposable {
  /** Fails where no step is made any more, or the run is interrupted. */
  readonly ended: Promise<never>;
}

function watchSteps(steps: Int32Array, path: string, signal: AbortSignal): Watch {
  const over = new AbortController();
  const interrupted = once(signal, 'abort', { signal: over.signal }).then(() =>
    throwIfInterrupted(signal, `while reading ${path}`),
  );
  const ended = Promise.race([interrupted, waitUntilStuck(steps, path, over.signal)]);
  ended.catch(() => {});
  return { ended: ended as Promise<never>, [Symbol.dispose]: () => over.abort() };
}

async function waitUntilStuck(steps: Int32Array, path: string, over: AbortSignal): Promise<never> {
  let known = 0;
  let usage = process.cpuUsage();
  for (let seconds = 0; seconds < secondsWithoutStep; ) {
    await sleep(1_000, undefined, { signal: over });
    const { user, system } = process.cpuUsage(usage);
    usage = process.cpuUsage();
    const made = Atomics.load(steps, 0);
    if (made !== known) seconds = 0;
    else if (user + system > busy * 1e6) seconds++;
    known = made;
  }
  throw new VentralError(
    'DATA_CORRUPT',
    `${path} cannot be read: the HDF5 library has made no step for ${secondsWithoutStep} seconds.`,
    { hint: 'It is damaged in a way that the library does not notice. Fetch or copy it again.' },
  );
}
