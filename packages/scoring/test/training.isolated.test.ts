import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '@ventral/images';
import type { TrainRequest } from '@ventral/scoring';
import { madeImage } from '@ventral/testing';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openFixture, temporaryFolder } from './project-fixture.ts';

let data: string;
beforeAll(async () => {
  data = temporaryFolder();
  for (const name of ['one', 'two']) {
    mkdirSync(join(data, name));
    for (let index = 0; index < 8; index++) {
      const image = madeImage(index + (name === 'two' ? 100 : 0), 8, 8);
      writeFileSync(join(data, name, `${index}.png`), await encodePng(image));
    }
  }
});

afterEach(() => vi.restoreAllMocks());

function requestFor(output: string, more: Partial<TrainRequest> = {}): TrainRequest {
  const size = { width: 2, imageSize: 8, batchSize: 8 };
  return { network: 'resnet-8', data, output, epochs: 3, ...size, ...more };
}

const checkpointOf = (output: string) => readFileSync(join(output, 'checkpoint.safetensors'));

describe('training', () => {
  it('that diverges keeps the last good checkpoint', async () => {
    const output = temporaryFolder();
    const project = await openFixture();
    const learningRate = { rate: 0.01, schedule: 'steps', at: [1], factor: 1e35 } as const;
    const kept: Buffer[] = [];
    const training = project.train(requestFor(output, { learningRate, epochs: 6 }), {
      onEpoch: () => kept.push(checkpointOf(output)),
    });
    await expect(training).rejects.toMatchObject({
      code: 'TRAINING_DIVERGED',
      message: expect.stringMatching(/at step [4-9] the loss is (NaN|-?Infinity)/),
    });
    expect(kept.length).toBeGreaterThan(0);
    expect(checkpointOf(output).equals(kept.at(-1)!)).toBe(true);
    expect(readdirSync(output)).toEqual(['checkpoint.safetensors']);
  });

  it('that finds the disk full loses nothing, and goes on', async () => {
    const [output, undisturbed] = [temporaryFolder(), temporaryFolder()];
    const project = await openFixture();
    await project.train(requestFor(undisturbed));
    let written: Buffer | undefined;
    const training = project.train(requestFor(output), {
      async onEpoch({ epoch }) {
        if (epoch !== 2) return;
        written = checkpointOf(output);
        await fillDisk();
      },
    });
    await expect(training).rejects.toMatchObject({
      code: 'DISK_FULL',
      hint: expect.stringContaining('goes on after the last checkpoint'),
    });
    expect(checkpointOf(output).equals(written!)).toBe(true);
    expect(readdirSync(output)).toEqual(['checkpoint.safetensors']);
    vi.restoreAllMocks();
    const epochs: number[] = [];
    await project.train(requestFor(output), { onEpoch: ({ epoch }) => epochs.push(epoch) });
    expect(epochs).toEqual([3]);
    expect(checkpointOf(output).equals(checkpointOf(undisturbed))).toBe(true);
  });

  it('that is interrupted says where, and goes on to the same bits', async () => {
    const [output, undisturbed] = [temporaryFolder(), temporaryFolder()];
    const project = await openFixture();
    await project.train(requestFor(undisturbed));
    const interruption = new AbortController();
    const training = project.train(requestFor(output), {
      signal: interruption.signal,
      onEpoch: () => interruption.abort(),
    });
    await expect(training).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('in epoch 2 of 3'),
    });
    const record = await project.train(requestFor(output));
    expect(record.curves).toHaveLength(3);
    expect(checkpointOf(output).equals(checkpointOf(undisturbed))).toBe(true);
  });

  it.each([0, 7, 200, -9])('refuses a checkpoint of which %d bytes are there', async (bytes) => {
    const output = temporaryFolder();
    const project = await openFixture();
    await project.train(requestFor(output, { epochs: 1 }));
    const whole = checkpointOf(output).length;
    truncateSync(join(output, 'checkpoint.safetensors'), bytes < 0 ? whole + bytes : bytes);
    await expect(project.train(requestFor(output, { epochs: 1 }))).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('no whole checkpoint'),
    });
  });

  it('refuses a request with a field that there is not', async () => {
    const project = await openFixture();
    const request = { ...requestFor(temporaryFolder()), epoch: 3 };
    await expect(project.train(request)).rejects.toMatchObject({ code: 'OPTION_INVALID' });
  });
});

/** Has every write to a file refused as a full disk refuses it. */
async function fillDisk(): Promise<void> {
  const file = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(file) as FileHandle;
  await file.close();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  vi.spyOn(prototype, 'writeFile').mockRejectedValue(full);
}
