import { execFileSync, spawnSync } from 'node:child_process';
import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordActivations } from '@ventral/host';
import { activationsOf, brightnessModel, makeFolder, someStimuli } from '@ventral/testing';
import { describe, expect, it, vi } from 'vitest';
import { abortingAfter, contextIn, filesIn, images, valuesOf } from './recordings.ts';

describe('a full device', () => {
  it('ends a recording in the middle', async () => {
    await using cache = await makeFolder();
    const stopped = contextIn(cache, abortingAfter(4));
    const model = brightnessModel();
    await recordActivations(model, someStimuli(8), ['late'], stopped).catch(() => {});
    const [partial] = await filesIn(cache);
    await using file = await open(partial as string);
    const full = Object.assign(new Error('no space left on device'), {
      code: 'ENOSPC',
      syscall: 'write',
    });
    const write = vi.spyOn(Object.getPrototypeOf(file), 'write').mockRejectedValue(full);
    const recording = recordActivations(model, someStimuli(8), ['late'], contextIn(cache));
    await expect(recording).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringContaining(partial as string),
      hint: expect.stringContaining('VENTRAL_CACHE'),
    });
    write.mockRestore();
    const recorded = await recordActivations(model, someStimuli(8), ['late'], contextIn(cache));
    expect(await valuesOf(recorded, 'late')).toEqual(activationsOf(images(8), 5));
    expect(model.looks.map(({ stimuli }) => stimuli)).toEqual([8, 4, 4]);
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

describe.skipIf(!mayMount)(`a small disk${mayMount ? '' : ' (skipped: may not mount one)'}`, () => {
  it('is refused before it is filled, and recorded on when there is room', async () => {
    await using cache = await makeFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', cache.path]);
    try {
      const ballast = join(cache.path, 'ballast');
      await writeFile(ballast, new Uint8Array(200_000));
      const model = brightnessModel({ layers: { wide: 2000 } });
      const record = () => recordActivations(model, someStimuli(20), ['wide'], contextIn(cache));
      await expect(record()).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(
          /Activations of 20 stimuli need 160\.0 kB in .*; .* are free/,
        ),
        hint: expect.stringContaining('ventral cache clear --activations'),
      });
      expect(await readdir(cache.path)).toContain('ballast');
      await rm(ballast);
      const recorded = await record();
      expect(await valuesOf(recorded, 'wide')).toEqual(activationsOf(images(20), 2000));
    } finally {
      execFileSync('umount', [cache.path]);
    }
  });
});

function canMount(): boolean {
  const folder = `/tmp/ventral-core-mount-${process.pid}`;
  const script = `mkdir ${folder} && mount -t tmpfs tmpfs ${folder} && umount ${folder}; s=$?; rmdir ${folder}; exit $s`;
  return spawnSync('sh', ['-c', script]).status === 0;
}
