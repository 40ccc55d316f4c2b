import { execFileSync, spawnSync } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderStore } from '@ventral/runs';
import { describeStore, makeFolder, type TemporaryFolder } from '@ventral/testing';
import { afterAll, describe, expect, it } from 'vitest';

const folders: TemporaryFolder[] = [];
afterAll(async () => {
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

describeStore('a store in a folder', async (address) => {
  if (address !== undefined) return folderStore(address);
  const folder = await makeFolder();
  folders.push(folder);
  return folderStore(join(folder.path, 'my store'));
});

const mayMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

describe.skipIf(!mayMount)(
  `a disk of its own${mayMount ? '' : ' (skipped: may not mount)'}`,
  () => {
    it('loses nothing when it is full, or may be read only, and says so', async () => {
      await using folder = await makeFolder();
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder.path]);
      try {
        const store = folderStore(folder.path);
        await store.write('records/a.json', Buffer.from('kept'));
        await writeFile(join(folder.path, 'ballast'), new Uint8Array(80_000));
        const large = Buffer.alloc(100_000);
        const full = { code: 'DISK_FULL', hint: expect.any(String) };
        await expect(store.write('records/a.json', large)).rejects.toMatchObject(full);
        await expect(store.add('records/b.json', large)).rejects.toMatchObject(full);
        expect(String(await store.read('records/a.json'))).toBe('kept');
        expect(await readdir(join(folder.path, 'records'))).toEqual(['a.json']);

        await rm(join(folder.path, 'ballast'));
        expect(await store.add('records/b.json', large.subarray(50_000))).toBe(true);
        execFileSync('mount', ['-o', 'remount,ro', folder.path]);
        const readOnly = {
          code: 'STORE_UNUSABLE',
          hint: expect.stringContaining('read and write'),
        };
        await expect(store.write('records/a.json', large)).rejects.toMatchObject(readOnly);
        await expect(store.remove('records/a.json')).rejects.toMatchObject(readOnly);
        expect(String(await store.read('records/a.json'))).toBe('kept');
      } finally {
        execFileSync('umount', [folder.path]);
      }
    });
  },
);
