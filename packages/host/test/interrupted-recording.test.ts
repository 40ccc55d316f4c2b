import { appendFile, open, readFile, truncate, writeFile } from 'node:fs/promises';
import type { ActivationBatch, ProgressEvent } from '@ventral/core';
import { recordActivations } from '@ventral/host';
import {
  activationsOf,
  brightnessModel,
  makeFolder,
  someStimuli,
  type TemporaryFolder,
} from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { abortingAfter, contextIn, filesIn, images, valuesOf } from './recordings.ts';

/** Leaves a recording of 20 stimuli that was stopped after 8. */
async function interruptedRecording(cache: TemporaryFolder, layers = ['late']): Promise<void> {
  const context = contextIn(cache, abortingAfter(8));
  const recording = recordActivations(brightnessModel(), someStimuli(20), layers, context);
  await expect(recording).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: 'Interrupted after 8 of 20 images.',
  });
}

describe('an interrupted recording', () => {
  it('continues after its last row and ends with the same bytes', async () => {
    await using whole = await makeFolder();
    await recordActivations(brightnessModel(), someStimuli(20), ['late'], contextIn(whole));
    await using cache = await makeFolder();
    await interruptedRecording(cache);
    const model = brightnessModel();
    await recordActivations(model, someStimuli(20), ['late'], contextIn(cache));
    expect(model.looks).toEqual([{ stimuli: 12, layers: ['late'] }]);
    await expectSameFiles(cache, whole);
  });

  it('continues where a model broke down', async () => {
    await using cache = await makeFolder();
    const onBatch = (batch: ActivationBatch) => {
      if (batch.start === 12) throw new Error('out of memory');
      return batch;
    };
    const failing = brightnessModel({ onBatch });
    const recording = recordActivations(failing, someStimuli(20), ['late'], contextIn(cache));
    await expect(recording).rejects.toThrow('out of memory');
    const model = brightnessModel();
    const recorded = await recordActivations(model, someStimuli(20), ['late'], contextIn(cache));
    expect(model.looks[0]?.stimuli).toBe(8);
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(20), 5));
  });

  it.each([
    ['more than was written', (path: string) => appendFile(path, Buffer.alloc(7)), 12],
    ['rows of a batch that was cut', (path: string) => overwrite(path, 128 + 8 * 20), 12],
    ['a hole in its rows', (path: string) => overwrite(path, 128 + 7 * 20), 20],
    ['rows that lack their end', (path: string) => truncate(path, 128 + 8 * 20 - 3), 20],
    ['no mark of how far it was', (path: string) => overwrite(path, 128 + 20 * 20), 20],
    ['a header without rows', (path: string) => truncate(path, 128), 20],
    ['a part of its header', (path: string) => truncate(path, 50), 20],
    ['nothing', (path: string) => truncate(path, 0), 20],
    ['what is no .npy file', (path: string) => writeFile(path, 'text'.repeat(100)), 20],
  ])('continues a file that ends with %s', async (_, damage, remaining) => {
    await using cache = await makeFolder();
    await interruptedRecording(cache);
    const [partial] = await filesIn(cache);
    expect(partial).toMatch(/\.npy\.partial$/);
    await damage(partial as string);
    const model = brightnessModel();
    const recorded = await recordActivations(model, someStimuli(20), ['late'], contextIn(cache));
    expect(model.looks[0]?.stimuli).toBe(remaining);
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(20), 5));
  });

  it('continues layers that are differently far from the one that is least far', async () => {
    await using cache = await makeFolder();
    await interruptedRecording(cache, ['late']);
    const context = contextIn(cache, abortingAfter(4));
    const both = ['early', 'late'];
    const stopped = recordActivations(brightnessModel(), someStimuli(20), both, context);
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const model = brightnessModel();
    const recorded = await recordActivations(model, someStimuli(20), both, contextIn(cache));
    expect(model.looks).toEqual([{ stimuli: 16, layers: both }]);
    expect(await valuesOf(recorded, 'early')).toEqual(activationsOf(images(20), 3));
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(20), 5));
  });

  it('is finished without another look where all its rows are there', async () => {
    await using cache = await makeFolder();
    const model = brightnessModel();
    const failing = {
      ...model,
      async *look(...args: Parameters<typeof model.look>) {
        yield* model.look(...args);
        throw new Error('at the very end');
      },
    };
    const record = (one: typeof model) =>
      recordActivations(one, someStimuli(20), ['late'], contextIn(cache));
    await expect(record(failing)).rejects.toThrow('at the very end');
    const recorded = await record(model);
    expect(model.looks).toHaveLength(1);
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(20), 5));
  });

  it('is kept whole where the signal comes with its last row', async () => {
    await using cache = await makeFolder();
    const context = contextIn(cache, abortingAfter(20));
    const recorded = await recordActivations(brightnessModel(), someStimuli(20), ['late'], context);
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(20), 5));
  });

  it('is not taken for whole where the model ends at the signal by itself', async () => {
    await using cache = await makeFolder();
    const controller = new AbortController();
    const model = brightnessModel();
    const obedient = {
      ...model,
      async *look(...args: Parameters<typeof model.look>) {
        for await (const batch of model.look(...args)) {
          if (controller.signal.aborted) return;
          yield batch;
        }
      },
    };
    const report = ({ done }: ProgressEvent) => {
      // After the row was written and the signal was read.
      if (done === 8) queueMicrotask(() => controller.abort());
    };
    const context = contextIn(cache, { signal: controller.signal, report });
    const recording = recordActivations(obedient, someStimuli(20), ['late'], context);
    await expect(recording).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(await filesIn(cache)).toEqual([expect.stringMatching(/\.partial$/)]);
  });
});

/** Puts zeros in the place of a few bytes. */
async function overwrite(path: string, position: number): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(Buffer.alloc(8), 0, 8, position);
}

async function expectSameFiles(found: TemporaryFolder, expected: TemporaryFolder): Promise<void> {
  const [here, there] = [await filesIn(found), await filesIn(expected)];
  expect(here.map((path) => path.slice(found.path.length))).toEqual(
    there.map((path) => path.slice(expected.path.length)),
  );
  for (const [index, path] of here.entries()) {
    expect((await readFile(path)).equals(await readFile(there[index] as string))).toBe(true);
  }
}
