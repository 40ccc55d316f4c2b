import { setTimeout } from 'node:timers/promises';
import type { VentralError } from '@ventral/errors';
import { packCells, work } from '@ventral/runs';
import type { Cell } from '@ventral/scoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { backends } from '../scripts/queue-servers.mjs';
import { openQueue } from '../src/open-queue.ts';
import { queueServer } from '../src/queue-server.ts';
import {
  chunksBy,
  newPlace,
  openUntilEnd,
  password,
  someCells,
  useEmptyQueue,
  workUntilIdle,
} from './queue-fixture.ts';

let cells: readonly Cell[];

beforeAll(async () => {
  cells = await someCells([1, 2, 3, 4, 5, 6]);
});

describe.each(backends)('%s', (backend) => {
  const there = useEmptyQueue(backend);

  test('makes what was submitted, and keeps nothing of it', async () => {
    const place = newPlace();
    const engine = await openUntilEnd(there.address, place);
    expect(engine.address).not.toContain(password);
    expect(engine.address).not.toContain(encodeURIComponent(password));
    await engine.submit('run', chunksBy(2, cells));
    expect(await engine.state('run')).toEqual({ waiting: 3, active: 0 });
    expect(await engine.state('other')).toEqual({ waiting: 0, active: 0 });
    expect((await workUntilIdle(engine, place)).sort()).toEqual(cells.map(({ key }) => key).sort());
    expect(await engine.state('run')).toEqual({ waiting: 0, active: 0 });
    expect(await there.jobs()).toBe(0);
    // What is done may be asked for again: it is found in the store.
    await engine.submit('again', chunksBy(2, cells));
    expect(await workUntilIdle(engine, place)).toEqual([]);
  });

  test('refuses what is no chunk, once and by name, and goes on', async () => {
    const problems: VentralError[] = [];
    const place = newPlace({ onProblem: (problem) => problems.push(problem) });
    const engine = await openUntilEnd(there.address, place);
    const [altered, other, ...good] = cells as [Cell, Cell, ...Cell[]];
    const queue = await openQueue(queueServer(there.address));
    const add = (name: string, data: unknown) =>
      queue.add(name, data, { jobId: `sha256-${name}`, attempts: 3, priority: 5 });
    const runs = ['run'];
    await add('text', 'garbage');
    await add('null', null);
    await add('large', { runs, cells: [{ key: 'x'.repeat(1e7) }], code: [] });
    await add(
      'many',
      Array.from({ length: 1e6 }, (_, index) => index),
    );
    await add('no-cell', { runs, ...packCells([altered]), cells: [{ code: 0 }] });
    await add('path', { runs, ...packCells([{ ...altered, network: pathOutside }]) });
    if (backend === 'redis') {
      const torn = await add('torn', {});
      const client = await queue.getBackend().client;
      await client.hset(queue.toKey(torn.id ?? ''), { data: '{"cells":' });
    }
    await add('altered', { runs, ...packCells([{ ...altered, seed: 99 }]) });
    const code = { ...other.code, '@ventral/core': '99.0.0 sha512-abc' };
    await add('version', { runs, ...packCells([{ ...other, code }]) });
    await queue.close();
    await engine.submit('run', chunksBy(2, good));

    expect((await workUntilIdle(engine, place)).sort()).toEqual(good.map(({ key }) => key).sort());
    // On a busy machine the queue itself may have something to say.
    const refused = problems
      .filter(({ code }) => code === 'CELL_REFUSED')
      .map(({ code, message }) => `${code} ${message}`);
    expect(refused).toHaveLength(backend === 'redis' ? 7 : 6);
    for (const name of ['text', 'null', 'large', 'many', 'no-cell', 'path']) {
      expect(
        refused.filter((line) => line.startsWith(`CELL_REFUSED The job sha256-${name} `)),
      ).toHaveLength(1);
    }
    expect(Math.max(...refused.map(({ length }) => length))).toBeLessThan(700);
    expect(await place.store.failure(altered.key)).toMatchObject({
      code: 'CELL_REFUSED',
      message: expect.stringContaining('altered on the way'),
      attempts: 3,
      isFinal: true,
    });
    expect(await place.store.failure(other.key)).toMatchObject({
      code: 'CELL_REFUSED',
      message: expect.stringContaining('@ventral/core is'),
    });
    expect(await there.jobs()).toBe(0);
  });

  test('ends when it is told to, and what it was at goes back into the queue', async () => {
    const controller = new AbortController();
    const place = newPlace({ untilIdle: false, signal: controller.signal });
    const engine = await openUntilEnd(there.address, place);
    await engine.submit('run', chunksBy(3, cells));
    await work(engine, {
      ...place.settings,
      onUpdate({ kind }) {
        if (kind === 'begun') controller.abort();
      },
    });
    // Did it go on to the end of what it was at, a chunk would be gone from the queue.
    expect(await engine.state('run')).toEqual({ waiting: 2, active: 0 });
    const rest = { ...place, settings: { ...place.settings, untilIdle: true, signal: undefined } };
    await workUntilIdle(engine, rest);
    expect((await place.store.recordKeys()).size).toBe(cells.length);
  });

  test('a run that is cancelled ends, whichever machine works on it', async () => {
    const place = newPlace({ concurrency: 1 });
    const engine = await openUntilEnd(there.address, place);
    // So many that none is at the last one before it is heard.
    const many = await someCells(Array.from({ length: 40 }, (_, index) => index + 1));
    await engine.submit('run', chunksBy(40, many));
    let isCancelled = false;
    await work(engine, {
      ...place.settings,
      onUpdate({ kind }) {
        if (kind !== 'made' || isCancelled) return;
        isCancelled = true;
        void place.store.cancel('run');
      },
    });
    expect((await place.store.recordKeys()).size).toBeLessThan(many.length);
    expect(await there.jobs()).toBe(0);
  });

  test('a server that comes back is gone on with', async () => {
    const problems: VentralError[] = [];
    const place = newPlace({ onProblem: (problem) => problems.push(problem) });
    const engine = await openUntilEnd(there.address, place);
    await engine.submit('run', chunksBy(2, cells));
    const working = workUntilIdle(engine, place);
    const made = async () => (await place.store.recordKeys()).size;
    await expect.poll(made, { timeout: 120_000 }).toBeGreaterThan(0);
    await there.server.kill();
    await setTimeout(1000);
    await there.server.restart();
    await working;
    expect((await place.store.recordKeys()).size).toBe(cells.length);
    expect(problems.every(({ code }) => code === 'ENGINE_UNAVAILABLE')).toBe(true);
    expect(problems.some(({ message }) => message.includes(password))).toBe(false);
  });
});

const pathOutside = {
  name: '../../etc/passwd',
  files: [{ name: '../../etc/passwd', sha256: 'a'.repeat(64), bytes: 1 }],
};
