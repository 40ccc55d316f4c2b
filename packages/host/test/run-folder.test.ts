import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineModel } from '@ventral/core';
import {
  cacheLimit,
  createRunContext,
  keepWithinLimit,
  modelCandidate,
  oldestRun,
  openRunFolder,
} from '@ventral/host';
import { afterEach, expect, test, vi } from 'vitest';

const newCache = () => mkdtempSync(join(tmpdir(), 'ventral-runs-'));
const model = defineModel({
  id: 'ones',
  title: 'Ones',
  visualDegrees: 8,
  files: [],
  keepActivations: false,
  open: async () => ({
    digest: 'ones',
    layers: [{ name: 'one', operation: 'Constant', shape: [2] }],
    candidateLayers: ['one'],
    async *look(stimuli) {
      const values = new Float32Array(2 * stimuli.length).fill(1);
      yield { start: 0, count: stimuli.length, activations: new Map([['one', values]]) };
    },
    async [Symbol.asyncDispose]() {},
  }),
});
const load = async () => ({ width: 1, height: 1, data: new Uint8Array(3) });
const stimuli = { id: 'two', digest: 'two', stimuli: ['a', 'b'].map((id) => ({ id, load })) };

afterEach(() => {
  vi.unstubAllEnvs();
});

test('activations that are not kept end with the run', async () => {
  const context = createRunContext({ cacheFolder: newCache() });
  const open = await model.open(context);
  const record = async () => {
    await using folder = await openRunFolder(context);
    const settings = { model, open, layers: 'one' };
    const features = await modelCandidate(settings, context).record(stimuli, 'IT');
    expect(await features.readColumns(0, 2)).toEqual(Float32Array.of(1, 1, 1, 1));
    expect(readdirSync(folder.path ?? '')).toEqual(['activations']);
  };
  await record();
  expect(readdirSync(join(context.cacheFolder, 'runs'))).toEqual([]);
  expect(existsSync(join(context.cacheFolder, 'activations'))).toBe(false);
});

test('nothing leaves a cache that a run still uses, and a killed run keeps nothing', async () => {
  const context = createRunContext({ cacheFolder: newCache() });
  const { cacheFolder } = context;
  const killed = join(cacheFolder, 'runs', `${hostname()}.4194305.1000.abc`);
  mkdirSync(killed, { recursive: true });
  expect(await oldestRun(cacheFolder)).toBeUndefined();
  const run = await openRunFolder(context);
  expect(existsSync(killed)).toBe(false);
  mkdirSync(join(cacheFolder, 'activations/aa'), { recursive: true });
  const path = join(cacheFolder, 'activations/aa/layer.npy');
  writeFileSync(path, 'values');
  // Used when the run began, to the millisecond: clocks of file systems are coarser.
  const begun = (await oldestRun(cacheFolder)) as Date;
  utimesSync(path, begun, begun);
  expect(await keepWithinLimit(cacheFolder, 0)).toBe(0);
  await run[Symbol.asyncDispose]();
  await expect.poll(() => keepWithinLimit(cacheFolder, 0)).toBe(6);
});

test('the limit is 20 GB, or what the environment says', () => {
  vi.stubEnv('VENTRAL_CACHE_LIMIT', '');
  expect(cacheLimit()).toBe(20e9);
  for (const [text, bytes] of Object.entries({ '500 MB': 5e8, '2tb': 2e12, 1024: 1024, '0': 0 })) {
    vi.stubEnv('VENTRAL_CACHE_LIMIT', text);
    expect(cacheLimit()).toBe(bytes);
  }
  vi.stubEnv('VENTRAL_CACHE_LIMIT', '5 parsecs');
  expect(cacheLimit).toThrow(/OPTION_INVALID|no size/);
});
