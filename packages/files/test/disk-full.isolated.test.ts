import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchFile, writeMirror } from '@ventral/files';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, startServer } from './file-server.ts';
import { expectContent, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(600_000);

/** Has every write to a file refused as a full disk refuses it. */
async function fillDisk(): Promise<void> {
  const file = await open(import.meta.filename);
  const prototype = Object.getPrototypeOf(file) as FileHandle;
  await file.close();
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
    syscall: 'write',
  });
  vi.spyOn(prototype, 'appendFile').mockRejectedValue(full);
  vi.spyOn(prototype, 'write').mockRejectedValue(full);
}

afterEach(() => vi.restoreAllMocks());

describe('a full device', () => {
  it('ends a download, saying how much is needed', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const file = pin(content, server.url);
    await fillDisk();
    await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: expect.stringMatching(/photographs\.zip\.partial .* 600\.0 kB more/),
      hint: expect.stringContaining('Free some room'),
    });
    expect(server.asked).toHaveLength(1);
  });

  it('ends the writing of a mirror', async () => {
    await using work = await makeWorkspace();
    const source = join(work.folder, 'source');
    await mkdir(source);
    await writeFile(join(source, 'a'), content);
    await writeFile(join(source, 'SHA256SUMS'), `${pin(content).hash.digest}  a\n`);
    const target = join(work.folder, 'mirror/images/photographs.zip.partial');
    const context = { ...work.context, mirrors: [source], offline: true };
    await fillDisk();
    const writing = writeMirror([pin(content)], join(work.folder, 'mirror'), context);
    await expect(writing).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(existsSync(target)).toBe(false);
  });
});

const mayMount = process.platform === 'linux' && process.getuid?.() === 0 && canMount();

describe.skipIf(!mayMount)(`a small disk${mayMount ? '' : ' (skipped: may not mount one)'}`, () => {
  it('keeps what it could, and the download continues when there is room', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const { cacheFolder } = work.context;
    await mkdir(cacheFolder);
    shell(`mount -t tmpfs -o size=800k tmpfs '${cacheFolder}'`);
    try {
      await writeFile(join(cacheFolder, 'ballast'), someBytes(400_000));
      const file = pin(content, server.url);
      await expect(fetchFile(file, work.context, impatience)).rejects.toMatchObject({
        code: 'DISK_FULL',
      });
      await rm(join(cacheFolder, 'ballast'));
      await expectContent(await fetchFile(file, work.context, impatience), content);
      expect(server.asked[1]?.range).toMatch(/^bytes=\d{6}-$/);
    } finally {
      shell(`umount '${cacheFolder}'`);
    }
  });
});

function canMount(): boolean {
  const folder = `/tmp/ventral-mount-${process.pid}`;
  try {
    shell(`mkdir ${folder} && mount -t tmpfs tmpfs ${folder} && umount ${folder}`);
    return true;
  } catch {
    return false;
  } finally {
    shell(`rmdir ${folder}`);
  }
}

function shell(script: string): void {
  execFileSync('sh', ['-c', script], { stdio: 'ignore' });
}
