import {
  copyFile,
  link,
  lstat,
  open,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNpy, encodeNpyHeader } from '@ventral/arrays';
import type { ProgressEvent, RunContext } from '@ventral/core';
import { recordActivations } from '@ventral/host';
import {
  activationsOf,
  brightnessModel,
  makeFolder,
  someStimuli,
  type TemporaryFolder,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { contextIn, filesIn, images, valuesOf } from './recordings.ts';

const expected = activationsOf(images(20), 5);

async function record(cache: TemporaryFolder, settings: Partial<RunContext> = {}) {
  const model = brightnessModel();
  const context = contextIn(cache, settings);
  const recorded = await recordActivations(model, someStimuli(20), ['late'], context);
  return { values: await valuesOf(recorded, 'late'), looks: model.looks.length, context };
}

/** Leaves the activations of 20 stimuli, and says where. */
async function recordedFile(cache: TemporaryFolder): Promise<string> {
  await record(cache);
  const [path] = await filesIn(cache);
  return path as string;
}

const zeros = async (path: string, position: number, bytes: number) => {
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(bytes), 0, bytes, position);
};
const reverseRows = async (path: string) => {
  const content = await readFile(path);
  const rows = Array.from({ length: 20 }, (_, row) =>
    Buffer.from(content.subarray(128 + row * 20, 128 + (row + 1) * 20)),
  );
  rows.reverse().forEach((row, index) => {
    row.copy(content, 128 + index * 20);
  });
  await writeFile(path, content);
};
const replaceByDevice = async (path: string) => {
  await rm(path);
  await symlink('/dev/null', path);
};
const asNumpySavesIt = (path: string) =>
  writeFile(path, Buffer.concat([encodeNpyHeader('<f4', [20, 5]), Buffer.alloc(400)]));

describe('damaged-activation-cache, activations-unverified: damaged activations', () => {
  it.each([
    ['cut', (path: string) => truncate(path, 300)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['text', (path: string) => writeFile(path, 'text'.repeat(100))],
    ['zeros after a power loss', (path: string) => zeros(path, 200, 64)],
    ['rows in another order', reverseRows],
    ['another header', (path: string) => zeros(path, 60, 4)],
    ['without their marks', (path: string) => truncate(path, 128 + 400)],
    ['not ours', asNumpySavesIt],
    ['no file', replaceByDevice],
  ])('are recorded anew, with a notice: %s', async (_, damage) => {
    await using cache = await makeFolder();
    const path = await recordedFile(cache);
    await damage(path);
    const tasks: string[] = [];
    const report = ({ task }: ProgressEvent) => tasks.push(task);
    const again = await record(cache, { report });
    expect(again).toMatchObject({ values: expected, looks: 1 });
    expect(new Set(tasks)).toEqual(
      new Set(['Recording late for stimuli (1 damaged in the cache)']),
    );
    expect(await record(cache)).toMatchObject({ values: expected, looks: 0 });
  });

  it('are noticed where they change within a run', async () => {
    await using cache = await makeFolder();
    const { context } = await record(cache);
    expect(await record(cache, context)).toMatchObject({ looks: 0 });
    const [path] = await filesIn(cache);
    await zeros(path as string, 200, 64);
    expect(await record(cache, context)).toMatchObject({ values: expected, looks: 1 });
  });

  it('leave files that other software reads', async () => {
    await using cache = await makeFolder();
    const { shape, values } = decodeNpy(await readFile(await recordedFile(cache)));
    expect(shape).toEqual([20, 5]);
    expect(values).toEqual(expected);
  });
});

describe('activations-unverified: a link in the place of activations', () => {
  it.each(['symbolic', 'hard'])('is not written through: %s', async (kind) => {
    await using cache = await makeFolder({ 'precious.txt': 'precious' });
    const path = await recordedFile(cache);
    const precious = join(cache.path, 'precious.txt');
    await rm(path);
    if (kind === 'symbolic') await symlink(precious, `${path}.partial`);
    else await link(precious, `${path}.partial`);
    expect(await record(cache)).toMatchObject({ values: expected, looks: 1 });
    expect(await readFile(precious, 'utf8')).toBe('precious');
    expect((await lstat(path)).isFile()).toBe(true);
  });

  it('is read where it leads to sound activations, and else replaced', async () => {
    await using cache = await makeFolder();
    const path = await recordedFile(cache);
    const elsewhere = join(cache.path, 'elsewhere.npy');
    await rename(path, elsewhere);
    await symlink(elsewhere, path);
    expect(await record(cache)).toMatchObject({ values: expected, looks: 0 });
    await truncate(elsewhere, 100);
    expect(await record(cache)).toMatchObject({ values: expected, looks: 1 });
    expect((await lstat(elsewhere)).size).toBe(100);
  });
});

describe('a renewal of activations', () => {
  it('runs the model once more, and once only (training-mode-export)', async () => {
    await using cache = await makeFolder();
    const path = await recordedFile(cache);
    await copyFile(path, `${path}.partial`);
    const renewed = await record(cache, { renewal: {} });
    expect(renewed).toMatchObject({ values: expected, looks: 1 });
    expect(await record(cache, renewed.context)).toMatchObject({ values: expected, looks: 0 });
    expect(await record(cache, { ...renewed.context, renewal: {} })).toMatchObject({ looks: 1 });
    expect(await filesIn(cache)).toEqual([path]);
  });

  it('takes what the model says now', async () => {
    await using cache = await makeFolder();
    await recordedFile(cache);
    const random = brightnessModel({
      onBatch: ({ activations, ...batch }) => {
        const changed = [...activations].map(
          ([name, all]) => [name, all.map((x) => x + 1)] as const,
        );
        return { ...batch, activations: new Map(changed) };
      },
    });
    const context = contextIn(cache, { renewal: {} });
    const recorded = await recordActivations(random, someStimuli(20), ['late'], context);
    expect(await valuesOf(recorded, 'late')).toEqual(expected.map((x) => x + 1));
  });
});
