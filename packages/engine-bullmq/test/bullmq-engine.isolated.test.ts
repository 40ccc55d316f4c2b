import { rmSync, writeFileSync } from 'node:fs';
import type { VentralError } from '@ventral/errors';
import { work } from '@ventral/runs';
import type { Cell } from '@ventral/scoring';
import { beforeAll, describe, expect, test } from 'vitest';
import { backends } from '../scripts/queue-servers.mjs';
import { openBullmqEngine } from '../src/index.ts';
import {
  chunksBy,
  folder,
  newPlace,
  openUntilEnd,
  someCells,
  useEmptyQueue,
  workUntilIdle,
} from './queue-fixture.ts';

let cells: readonly Cell[];

beforeAll(async () => {
  cells = await someCells([1, 2, 3, 4, 5, 6]);
});

if (backends.length < 2) console.warn(`Only ${backends.join() || 'no server'} is installed here.`);

test.each(['redis://u:secret@127.0.0.1:1', 'postgres://u:secret@127.0.0.1:1/d'])(
  'a server that is away is an error instead of a wait, without its password: %s',
  async (address) => {
    const opened = openBullmqEngine(address, { folder, store: newPlace().store });
    await expect(opened).rejects.toMatchObject({
      code: 'ENGINE_UNAVAILABLE',
      message: expect.stringMatching(/ECONNREFUSED/),
    });
    await expect(opened).rejects.not.toThrow('secret');
  },
);

test('an address that is no URL is refused without being shown', async () => {
  const opened = openBullmqEngine('redis://:se/cret@host', { folder, store: newPlace().store });
  await expect(opened).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  await expect(opened).rejects.not.toThrow('cret@');
});

describe.each(backends)('%s', (backend) => {
  const there = useEmptyQueue(backend);

  test('a wrong password is an error at once, and is not shown', async () => {
    const wrong = new URL(there.address);
    wrong.password = 'not-this-one';
    const opened = openBullmqEngine(wrong.href, { folder, store: newPlace().store });
    await expect(opened).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
    await expect(opened).rejects.not.toThrow('not-this-one');
  });

  test('takes a chunk once for two runs, and keeps it until both are cancelled', async () => {
    const place = newPlace();
    const engine = await openUntilEnd(there.address, place);
    await engine.submit('one', chunksBy(3, cells));
    await engine.submit('two', chunksBy(3, cells));
    await engine.submit('two', chunksBy(3, cells));
    expect(await there.jobs()).toBe(2);
    await engine.cancel('one');
    expect(await engine.state('one')).toEqual({ waiting: 0, active: 0 });
    expect(await engine.state('two')).toEqual({ waiting: 2, active: 0 });
    await engine.cancel('two');
    expect(await there.jobs()).toBe(0);
  });

  test('begins with what has priority', async () => {
    const place = newPlace({ concurrency: 1 });
    const engine = await openUntilEnd(there.address, place);
    const [usual = [], urgent = [], late = []] = [0, 1, 2].map((index) =>
      cells.slice(index, index + 1),
    );
    const chunk = (of: readonly Cell[], priority: number) =>
      chunksBy(1, of).map((one) => ({ ...one, priority }));
    await engine.submit('run', [...chunk(late, 5), ...chunk(usual, 0), ...chunk(urgent, -1)]);
    const expected = [...urgent, ...usual, ...late].map(({ key }) => key);
    expect(await workUntilIdle(engine, place)).toEqual(expected);
  });

  test('a store that cannot be written ends the work with one error, and the queue keeps its chunks', async () => {
    const problems: VentralError[] = [];
    const place = newPlace({ onProblem: (problem) => problems.push(problem) });
    const engine = await openUntilEnd(there.address, place);
    await engine.submit('run', chunksBy(3, cells));
    // A file in the place of the folder of records: of a read-only one, root takes no notice.
    rmSync(place.store.address, { recursive: true, force: true });
    writeFileSync(place.store.address, '');
    await expect(work(engine, place.settings)).rejects.toMatchObject({ code: 'STORE_UNUSABLE' });
    expect(problems).toEqual([]);
    expect(await engine.state('run')).toEqual({ waiting: 2, active: 0 });
  });
});
