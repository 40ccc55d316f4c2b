import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { openOutputFile } from '../src/output-file.ts';

describe('openOutputFile', () => {
  it('writes the whole content, and leaves nothing else', async () => {
    await using folder = await makeFolder({ 'before.json': 'old' });
    for (const name of ['before.json', 'new.json']) {
      const file = await openOutputFile(join(folder.path, name));
      await file.write('new');
      expect(readFileSync(join(folder.path, name), 'utf8')).toBe('new');
    }
    expect(readdirSync(folder.path).sort()).toEqual(['before.json', 'new.json']);
  });

  it('leaves what was there until it writes, and its permissions', async () => {
    await using folder = await makeFolder({ 'before.json': 'old' });
    const path = join(folder.path, 'before.json');
    await chmod(path, 0o600);
    const file = await openOutputFile(path);
    expect([readFileSync(path, 'utf8'), readdirSync(folder.path)]).toEqual([
      'old',
      ['before.json'],
    ]);
    await file.write('new');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('removes what a command that was killed left, and nothing of one that runs', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const leftBy = (owner: number) => `.${hostname()}.${owner}.${randomUUID()}.tmp`;
    const alive = leftBy(process.ppid);
    await using folder = await makeFolder({ [leftBy(pid)]: 'half', [alive]: 'half', '.x.tmp': '' });
    const file = await openOutputFile(join(folder.path, 'new.json'));
    await file.write('new');
    expect(readdirSync(folder.path).sort()).toEqual([alive, '.x.tmp', 'new.json'].sort());
  });

  it('writes through a link to a file', async () => {
    await using folder = await makeFolder({ 'real.json': 'old' });
    symlinkSync('real.json', join(folder.path, 'link.json'));
    const file = await openOutputFile(join(folder.path, 'link.json'));
    await file.write('new');
    expect(readFileSync(join(folder.path, 'real.json'), 'utf8')).toBe('new');
  });

  it.each([
    ['no name', '', 'no name of a file'],
    ['a folder', 'folder', 'it is a folder'],
    ['a folder that is not there', 'none/file.json', 'its folder is not there'],
    ['a link to what is not there', 'dangling', 'a link to what is not there'],
    ['a device', '/dev/null', 'no regular file'],
    ['what the command prints to', '/dev/stdout', 'no regular file'],
  ])('refuses %s', async (_, name, why) => {
    await using folder = await makeFolder({});
    mkdirSync(join(folder.path, 'folder'));
    symlinkSync('nowhere', join(folder.path, 'dangling'));
    const path = name === '' || name.startsWith('/') ? name : join(folder.path, name);
    await expect(openOutputFile(path)).rejects.toMatchObject({
      code: 'FILE_UNWRITABLE',
      message: expect.stringContaining(why),
    });
    expect(readdirSync(folder.path).sort()).toEqual(['dangling', 'folder']);
  });
});
