import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Engine, folderStore, localEngine, RunStore, submitRun, work } from '@ventral/runs';
import { openProject, type PlannedCell } from '@ventral/scoring';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { backends, startServer } from '../scripts/queue-servers.mjs';
import { openBullmqEngine } from '../src/index.ts';
import {
  chunksBy,
  newPlace,
  openUntilEnd,
  someCells,
  temporaryFolder,
  workUntilIdle,
} from './queue-fixture.ts';

const fixtures = fileURLToPath(new URL('../../cli/test/fixtures', import.meta.url));
const project = join(fixtures, 'project');
const count = 60;
let planned: readonly PlannedCell[];

beforeAll(async () => {
  const settings = { cacheFolder: temporaryFolder(), offline: true };
  const opened = await openProject(project, settings);
  const cells: PlannedCell[] = [];
  for (let seed = 1; seed <= count / 2; seed++) {
    const request = {
      models: ['pixels', join(fixtures, 'small_convnet.onnx')],
      ...{ benchmarks: ['Gratings.V4-pls'], preprocessing: 'torch' },
    };
    cells.push(...(await opened.cells(request, { ...settings, seed })).cells);
  }
  planned = cells;
});

/** The records of all cells by an engine, with a store and a cache of its own. */
async function recordsBy(engine: Engine): Promise<Readonly<Record<string, object>>> {
  const root = temporaryFolder();
  const store = new RunStore(folderStore(join(root, 'store')));
  const settings = { cacheFolder: join(root, 'cache'), offline: true };
  await submitRun(planned, { engine, store, chunkSeconds: 600 });
  await work(engine, { store, folder: project, settings, untilIdle: true, concurrency: 2 });
  const records = planned.map(async ({ cell: { key } }) => {
    const stored = await store.record(key);
    return [key, { ...stored?.record, createdAt: '' }] as const;
  });
  return Object.fromEntries(await Promise.all(records));
}

test('every back end makes the records that processes here make, to the last digit', async () => {
  const expected = await recordsBy(localEngine());
  expect(Object.keys(expected)).toHaveLength(count);
  for (const backend of backends) {
    await using server = await startServer(backend);
    const store = newPlace().store;
    await using engine = await openBullmqEngine(server.address, { folder: project, store });
    expect(await recordsBy(engine)).toEqual(expected);
  }
});

describe.each(backends)('%s', (backend) => {
  test('a chunk costs the queue less than 20 ms of a processor', async () => {
    const server = await startServer(backend);
    onTestFinished(() => server[Symbol.asyncDispose]());
    const place = newPlace();
    const engine = await openUntilEnd(server.address, place);
    const [cell] = await someCells([1]);
    if (cell === undefined) throw new Error('no cell');
    await engine.submit('first', chunksBy(1, [cell]));
    await workUntilIdle(engine, place);
    const stored = await place.store.record(cell.key);
    if (stored === undefined) throw new Error('no record');
    const chunks = 500;
    const made = Array.from({ length: chunks }, (_, index) => ({
      ...cell,
      key: createHash('sha256').update(String(index)).digest('hex'),
    }));
    for (const { key } of made) await place.store.addRecord(key, stored);

    const [begun, used] = [performance.now(), process.cpuUsage()];
    await engine.submit(
      'run',
      made.flatMap((one) => chunksBy(1, [one])),
    );
    const submitted = performance.now() - begun;
    let found = 0;
    await work(engine, { ...place.settings, onUpdate: ({ kind }) => kind === 'there' && found++ });
    const milliseconds = (performance.now() - begun) / chunks;
    console.log(
      `${backend}: ${milliseconds.toFixed(2)} ms a chunk, ${(submitted / chunks).toFixed(2)} of them to submit it`,
    );
    expect(found).toBe(chunks);
    // Time of processors: what others leave of the machine is not the queue's.
    const { user, system } = process.cpuUsage(used);
    expect((user + system) / 1000 / chunks).toBeLessThan(20);
  });
});
