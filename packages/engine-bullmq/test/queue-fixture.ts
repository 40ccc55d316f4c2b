import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Chunk,
  chunksOf,
  type Engine,
  type EngineWorkSettings,
  folderStore,
  RunStore,
  work,
} from '@ventral/runs';
import { type Cell, openProject, type PlannedCell } from '@ventral/scoring';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import { type backends, startServer, type TestServer } from '../scripts/queue-servers.mjs';
import { openBullmqEngine, type QueueTiming } from '../src/index.ts';
import { openQueue } from '../src/open-queue.ts';
import { queueServer } from '../src/queue-server.ts';

/** A model and a benchmark whose scores take a second and no processor. */
export const folder: string = join(import.meta.dirname, 'fixtures/waiting');

/** Notices things within seconds. */
const soon: QueueTiming = { lockDuration: 3000, stalledInterval: 1000, retryDelay: 200 };

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ventral-bullmq-'));
}

/** A store of its own, and what works for it. */
export interface Place {
  readonly store: RunStore;
  readonly settings: EngineWorkSettings;
}

export function newPlace(more: Partial<EngineWorkSettings> = {}): Place {
  const root = temporaryFolder();
  const store = new RunStore(folderStore(join(root, 'store')));
  const settings = { cacheFolder: join(root, 'cache'), offline: true };
  return { store, settings: { store, folder, settings, untilIdle: true, concurrency: 2, ...more } };
}

/** Opens it until the test ends. */
export async function openUntilEnd(address: string, { store }: Place): Promise<Engine> {
  const engine = await openBullmqEngine(address, { folder, store }, soon);
  onTestFinished(() => engine[Symbol.asyncDispose]());
  return engine;
}

/** Cells of one model and benchmark, one a seed. */
export async function someCells(seeds: readonly number[]): Promise<readonly Cell[]> {
  const settings = { cacheFolder: temporaryFolder(), offline: true };
  const project = await openProject(folder, settings);
  const planned: PlannedCell[] = [];
  for (const seed of seeds) {
    const request = { models: ['brightness'], benchmarks: ['Waiting.V4-first'] };
    planned.push(...(await project.cells(request, { ...settings, seed })).cells);
  }
  return planned.map(({ cell }) => cell);
}

/** So many cells a chunk. */
export function chunksBy(count: number, cells: readonly Cell[]): readonly Chunk[] {
  return chunksOf(cells, { secondsOf: () => 1, seconds: count });
}

/** Works until there is nothing left, and gives the keys that were made, in order. */
export async function workUntilIdle(engine: Engine, { settings }: Place): Promise<string[]> {
  const made: string[] = [];
  await work(engine, {
    ...settings,
    onUpdate: (event) => event.kind === 'made' && made.push(event.key),
  });
  return made;
}

/** A password with signs that addresses have to encode. */
export const password: string = 'p#ss/word';

/** A real server of a queue, which is empty before each test. */
export interface EmptyQueue {
  /** With the password. */
  readonly address: string;
  readonly server: TestServer;
  /** How many jobs there are, in whichever state. */
  jobs(): Promise<number>;
}

/** Starts one for the tests of the `describe` that this is called in; its fields are for within them. */
export function useEmptyQueue(backend: (typeof backends)[number]): EmptyQueue {
  let server: TestServer;
  const addressOf = () => server.address.replace(password, encodeURIComponent(password));
  beforeAll(async () => {
    server = await startServer(backend, { password });
  });
  afterAll(() => server?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    const queue = await openQueue(queueServer(addressOf()));
    await queue.obliterate({ force: true });
    await queue.close();
  });
  return {
    get address() {
      return addressOf();
    },
    get server() {
      return server;
    },
    async jobs() {
      const queue = await openQueue(queueServer(addressOf()));
      const states = ['wait', 'prioritized', 'delayed', 'active', 'completed', 'failed'] as const;
      const counts = await queue.getJobCounts(...states);
      await queue.close();
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
  };
}
