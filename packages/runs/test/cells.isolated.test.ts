// Cells as they come from elsewhere, and the processes that make them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { isVentralError } from '@ventral/errors';
import {
  type Cell,
  openProject,
  type PlannedCell,
  type Project,
  parseCell,
} from '@ventral/scoring';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { folderStore } from '../src/folder-store.ts';
import { RunStore } from '../src/run-store.ts';
import { workChunk } from '../src/work-chunk.ts';

const fixtures = join(import.meta.dirname, '../../cli/test/fixtures');
const folder = join(fixtures, 'project');
const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'ventral-runs-'));
const cacheFolder = temporaryFolder();
const settings = { cacheFolder, offline: true };

let project: Project;
let planned: readonly PlannedCell[];
let cell: Cell;
const networks = temporaryFolder();
beforeAll(async () => {
  project = await openProject(folder, settings);
  const network = join(networks, 'net.onnx');
  cpSync(join(fixtures, 'small_convnet.onnx'), network);
  const models = [network, 'pixels'];
  const request = { models, benchmarks: ['Gratings.V4-pls'], preprocessing: 'torch' };
  planned = (await project.cells(request)).cells;
  cell = planned[0]?.cell as Cell;
});

const newStore = () => new RunStore(folderStore(temporaryFolder()));

describe('a cell', () => {
  test('is the same each time, and another for another seed, option, layer or network', async () => {
    const request = { models: [join(networks, 'net.onnx')], benchmarks: ['Gratings.V4-pls'] };
    const keyOf = async (more: object, own: object = {}) =>
      (await project.cells({ ...request, preprocessing: 'torch', ...more }, own)).cells[0]?.cell
        .key;
    const other = join(temporaryFolder(), 'net.onnx');
    cpSync(join(networks, 'net.onnx'), other);
    expect(await keyOf({})).toBe(cell.key);
    expect(await keyOf({ models: [other] })).toBe(cell.key);
    const others = [
      await keyOf({}, { seed: 2 }),
      await keyOf({ metricOptions: { components: 2 } }),
      await keyOf({ layer: 'relu1' }),
      await keyOf({ benchmarks: ['Gratings.V4.timed-pls'] }),
      await keyOf({ benchmarks: ['Gratings.V4.timed-pls'], time: 'responses' }),
      await keyOf({ benchmarks: ['Gratings.V4.timed-pls'], time: 'shuffled' }),
      await keyOf({ preprocessing: 'tf' }),
      await keyOf({ models: ['pixels'], preprocessing: undefined }),
    ];
    expect(new Set([...others, cell.key]).size).toBe(9);
  });

  test('of several seeds at once is that of each seed', async () => {
    const request = { models: ['pixels'], benchmarks: ['Gratings.V4-pls'] };
    const together = (await project.cells({ ...request, seeds: [1, 7] })).cells;
    const [first] = (await project.cells(request, { seed: 1 })).cells;
    const [other] = (await project.cells(request, { seed: 7 })).cells;
    expect(together).toEqual([first, other]);
  });

  test('is another with other files of the user, and refused where a worker has others', async () => {
    const path = join(temporaryFolder(), 'noise.txt');
    vi.stubEnv('GRATINGS_NOISE', path);
    const cellWith = async (noise: string) => {
      writeFileSync(path, noise);
      const request = { models: ['pixels'], benchmarks: ['Gratings.V4.own-pls'] };
      return (await project.cells(request)).cells[0]?.cell as Cell;
    };
    const [first, second] = [await cellWith('0'), await cellWith('0.5')];
    expect(second.key).not.toBe(first.key);
    expect(await cellWith('0')).toEqual(first);
    const ends: string[] = [];
    await project.scoreCells({
      cells: [first, second, { ...second, ownFiles: first.ownFiles as string }],
      onRecord: (_, { inputs }) => ends.push(inputs.ownFiles ?? 'none'),
      onFailure: (_, { code, message }) => ends.push(`${code} ${message}`),
    });
    vi.unstubAllEnvs();
    expect(ends).toEqual([
      first.ownFiles,
      expect.stringMatching(/CELL_REFUSED .* reads files of the user's own, of the digest/),
      expect.stringMatching(/CELL_REFUSED .* not what its key names/),
    ]);
    expect(() => parseCell(second)).not.toThrow();
  });

  test('whose files cannot be read fails alone', async () => {
    vi.stubEnv('GRATINGS_NOISE', join(temporaryFolder(), 'nothing.txt'));
    const benchmarks = ['Gratings.V4.own-pls', 'Gratings.V4-pls'];
    const { cells, failures } = await project.cells({ models: ['pixels'], benchmarks });
    vi.unstubAllEnvs();
    expect(cells.map(({ cell: { benchmark } }) => benchmark)).toEqual(['Gratings.V4-pls@1']);
    expect(failures).toMatchObject([
      { benchmark: 'Gratings.V4.own-pls', error: { code: 'FILE_UNREADABLE' } },
    ]);
  });

  test('holds no path', () => {
    expect(JSON.stringify(planned.map((one) => one.cell))).not.toContain(networks);
  });

  test.each<[string, (cell: Cell) => unknown, RegExp]>([
    ['no object', () => 'cell', /no cell of a plan/],
    ['10 MB of garbage', () => ({ ...cell, model: 'x'.repeat(1e7) }), /cell\.model/],
    [
      'a path outside',
      () => ({ ...cell, network: { name: '../../etc/passwd', files: [] } }),
      /network\.name.*no plain name/s,
    ],
    ...['../net.onnx', 'onnx/../../net.onnx', '/etc/net.onnx', '..', 'a/./b', 'C:/a'].map(
      (name): [string, (cell: Cell) => unknown, RegExp] => [
        `a file outside, ${name}`,
        ({ network, ...one }) => ({
          ...one,
          network: { ...network, files: [{ ...network?.files[0], name }] },
          tokenizer: name,
        }),
        /files\[?\.?0.*no plain name.*tokenizer.*no plain name/s,
      ],
    ),
    ['a field more', () => ({ ...cell, command: 'rm' }), /command/],
    ['a key that is none', () => ({ ...cell, key: '../x' }), /cell\.key.*no SHA-256/s],
    ['no seed', () => ({ ...cell, seed: -1 }), /cell\.seed/],
  ])('of a queue is checked: %s', (_, change, said) => {
    try {
      parseCell(change(cell));
      expect.unreachable();
    } catch (error) {
      expect(isVentralError(error, 'CELL_REFUSED')).toBe(true);
      expect((error as Error).message).toMatch(said);
      expect((error as Error).message.length).toBeLessThan(2000);
    }
  });

  test.each<[string, (cell: Cell) => Cell, RegExp]>([
    ['another seed', (one) => ({ ...one, seed: 7 }), /is not what its key names/],
    [
      'another option',
      (one) => ({ ...one, metricOptions: { components: 3 } }),
      /is not what its key names/,
    ],
    ['another layer', (one) => ({ ...one, chosen: { ...one.chosen, choices: ['other'] } }), /./],
    [
      'another version',
      (one) => ({ ...one, code: { ...one.code, '@ventral/core': '9.0.0 sha512-x' } }),
      /Gratings\.V4-pls@1 needs other code: @ventral\/core is 0.* here, and 9\.0\.0 sha512-x in the plan/,
    ],
    [
      'a package that is not here',
      (one) => ({ ...one, code: { ...one.code, evil: '1.0.0 x' } }),
      /evil is not part of it here/,
    ],
  ])('that was altered on the way is refused: %s', async (_, change, said) => {
    const failures: string[] = [];
    const pixels = planned.find((one) => one.cell.model === 'pixels')?.cell as Cell;
    await project.scoreCells({
      cells: [change(pixels)],
      onRecord: () => expect.unreachable(),
      onFailure: (_cell, { code, message }) => failures.push(`${code} ${message}`),
    });
    expect(failures).toEqual([expect.stringMatching(/^CELL_REFUSED/)]);
    expect(failures[0]).toMatch(said);
  });
});

describe('the process of a chunk', () => {
  test('makes what score makes, of a network that comes from the store', async () => {
    const store = newStore();
    await store.addNetwork(planned[0] as PlannedCell);
    const own = { ...settings, cacheFolder: temporaryFolder() };
    expect(await workChunk([cell], { store, folder, settings: own })).toBe(0);
    const stored = await store.record(cell.key);
    expect(stored?.cost.seconds).toBeGreaterThan(0);
    expect(stored?.cost.peakBytes).toBeGreaterThan(1e7);
    const alone = await project.score({
      ...{ model: join(networks, 'net.onnx'), preprocessing: 'torch' },
      benchmark: 'Gratings.V4-pls',
    });
    expect({ ...stored?.record, createdAt: '' }).toEqual({ ...alone, createdAt: '' });
  });

  test('makes what score makes, of a network whose layers are committed beside it', async () => {
    const model = join(temporaryFolder(), 'net.onnx');
    cpSync(join(fixtures, 'small_convnet.onnx'), model);
    const request = { preprocessing: 'torch', benchmarks: ['Gratings.V4-pls'] };
    const keyOf = async () =>
      (await project.cells({ ...request, models: [model] })).cells[0]?.cell.key;
    expect(await keyOf()).toBe(cell.key);
    const layers = ['relu1', 'relu2'];
    const on = { V4: 'Gratings.V4-pls' };
    const { map, path } = await project.commit({ model, preprocessing: 'torch', layers, on });
    writeFileSync(path, JSON.stringify(map));
    const [committed] = (await project.cells({ ...request, models: [model] })).cells;
    const { cell: own } = committed as PlannedCell;
    expect(own.network).toEqual(cell.network);
    expect(own.chosen).toMatchObject({ choices: [own.committed.V4], chosenBy: 'commitment' });
    const store = newStore();
    await store.addNetwork(committed as PlannedCell);
    const sent = [own, { ...own, committed: {} }].map((one) =>
      parseCell(JSON.parse(JSON.stringify(one))),
    );
    const elsewhere = { ...settings, cacheFolder: temporaryFolder() };
    await workChunk(sent.slice(0, 1), { store, folder, settings: elsewhere });
    expect(await store.failure(own.key)).toBeUndefined();
    const record = (await store.record(own.key))?.record;
    expect(record?.model.anatomy?.areas).toHaveProperty('V4');
    const alone = await project.score({
      model,
      preprocessing: 'torch',
      benchmark: 'Gratings.V4-pls',
    });
    expect({ ...record, createdAt: '' }).toEqual({ ...alone, createdAt: '' });
    const altered = newStore();
    await altered.addNetwork(committed as PlannedCell);
    await workChunk(sent.slice(1), { store: altered, folder, settings: elsewhere });
    expect(await altered.failure(own.key)).toMatchObject({ code: 'CELL_REFUSED' });
  });

  test('says where the store lacks the network, or has a damaged one', async () => {
    const store = newStore();
    const own = { ...settings, cacheFolder: temporaryFolder() };
    expect(await workChunk([cell], { store, folder, settings: own })).toBe(1);
    expect(await store.failure(cell.key)).toMatchObject({
      code: 'DATA_UNAVAILABLE',
      message: expect.stringContaining('net.onnx is not in the store'),
      isFinal: false,
    });
  });

  test('that is killed, again and again, is to blame: the others are made', async () => {
    const store = newStore();
    const cells = planned.map((one) => one.cell);
    await store.addNetwork(planned[0] as PlannedCell);
    const events: string[] = [];
    let kills = 0;
    const left = await workChunk(cells, {
      ...{ store, folder, settings: { ...settings, cacheFolder: temporaryFolder() } },
      onUpdate({ kind, key }) {
        events.push(`${kind} ${key.slice(0, 4)}`);
        if (kind === 'begun' && key === cell.key) {
          kills += 1;
          killChildren();
        }
      },
    });
    expect(left).toBe(0);
    expect(kills).toBe(3);
    expect(await store.failure(cell.key)).toMatchObject({
      code: 'CELL_FAILED',
      attempts: 3,
      isFinal: true,
    });
    expect([...(await store.recordKeys())]).toEqual([cells[1]?.key]);
  });

  test('is given up at once when the worker is told to stop', async () => {
    const store = newStore();
    await store.addNetwork(planned[0] as PlannedCell);
    const controller = new AbortController();
    const left = await workChunk([cell], {
      ...{ store, folder, settings: { ...settings, cacheFolder: temporaryFolder() } },
      signal: controller.signal,
      onUpdate: () => controller.abort(),
    });
    expect(left).toBe(1);
    expect(await store.failure(cell.key)).toBeUndefined();
  });

  test('ends with a worker that is killed', async () => {
    const store = newStore();
    await store.addNetwork(planned[0] as PlannedCell);
    const dist = pathToFileURL(join(import.meta.dirname, '../dist/index.js')).href;
    const task = { cells: [cell], address: store.address, folder, cacheFolder: temporaryFolder() };
    const script = `
      import { openStore, RunStore, workChunk } from '${dist}';
      const { cells, address, folder, cacheFolder } = ${JSON.stringify(task)};
      const store = new RunStore(await openStore(address, folder));
      const settings = { cacheFolder, offline: true };
      await workChunk(cells, { store, folder, settings, onUpdate: () => console.log('begun') });
    `;
    const path = join(temporaryFolder(), 'worker.mjs');
    writeFileSync(path, script);
    const worker = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(worker.stdout, 'data');
    const children = childrenOf(worker.pid as number);
    expect(children).toHaveLength(1);
    worker.kill('SIGKILL');
    await expect.poll(() => children.filter(isAlive), { timeout: 120_000 }).toEqual([]);
    rmSync(path);
    // Nothing half-made is left.
    await setTimeout(100);
    expect([...(await store.recordKeys())].length).toBeLessThanOrEqual(1);
  });
});

function killChildren(): void {
  for (const pid of childrenOf(process.pid)) {
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('chunk-worker')) {
      process.kill(pid, 'SIGKILL');
    }
  }
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
