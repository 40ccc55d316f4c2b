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
import { onTestFinished } from 'vitest';
import { openBullmqEngine, type QueueTiming } from '../src/index.ts';

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
