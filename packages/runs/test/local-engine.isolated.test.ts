// Workers of one machine, and a chunk that they make together.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openProject } from '@ventral/scoring';
import { makeFolder } from '@ventral/testing';
import { expect, test } from 'vitest';
import type { ChunkEvent } from '../src/chunk-task.ts';
import { folderStore } from '../src/folder-store.ts';
import { localEngine } from '../src/local-engine.ts';
import { RunStore } from '../src/run-store.ts';
import { submitRun } from '../src/submit-run.ts';
import { work } from '../src/worker.ts';

const folder = join(import.meta.dirname, '../../cli/test/fixtures/project');
const seeds = [1, 2, 3, 4, 5, 6];

/** Six cells of one model, by two workers. @returns what became of each cell, and how many at a time */
async function makeTogether(onUpdate: (event: ChunkEvent) => void = () => {}) {
  await using place = await makeFolder();
  const settings = { cacheFolder: join(place.path, 'cache'), offline: true };
  const project = await openProject(folder, settings);
  const request = { models: ['pixels'], benchmarks: ['Gratings.V4.slow-pls'], seeds };
  const { cells } = await project.cells(request);
  const store = new RunStore(folderStore(join(place.path, 'store')));
  const engine = localEngine();
  const submitted: number[] = [];
  const counting = {
    ...engine,
    submit: (run: string, chunks: Parameters<typeof engine.submit>[1]) => {
      submitted.push(...chunks.map((chunk) => chunk.cells.length));
      return engine.submit(run, chunks);
    },
  };
  await submitRun(cells, { engine: counting, store });
  expect(submitted).toEqual([seeds.length]);
  const current = new Set<string>();
  let most = 0;
  const made: string[] = [];
  await work(engine, {
    ...{ store, folder, settings, untilIdle: true, concurrency: 2 },
    onUpdate(event) {
      if (event.kind === 'begun') current.add(event.key);
      else current.delete(event.key);
      most = Math.max(most, current.size);
      if (event.kind === 'made') made.push(event.key);
      onUpdate(event);
    },
  });
  expect((await store.recordKeys()).size).toBe(seeds.length);
  return { made, most };
}

test('a worker without a chunk joins another: both make its cells, each once', async () => {
  const { made, most } = await makeTogether();
  expect(most).toBe(2);
  expect(new Set(made).size).toBe(seeds.length);
  expect(made).toHaveLength(seeds.length);
});

test('a worker whose process is killed leaves nothing to nobody', async () => {
  let kills = 0;
  const { made } = await makeTogether(({ kind }) => {
    if (kind !== 'begun' || kills > 0) return;
    kills += 1;
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean).map(Number)) {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chunk-worker')) continue;
      process.kill(pid, 'SIGKILL');
      break;
    }
  });
  expect(kills).toBe(1);
  expect(new Set(made).size).toBe(seeds.length);
  expect(made).toHaveLength(seeds.length);
});
