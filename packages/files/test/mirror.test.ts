import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PinnedFile } from '@ventral/core';
import { fetchFile, writeMirror } from '@ventral/files';
import { describe, expect, it } from 'vitest';
import { formatChecksums, parseChecksums } from '../src/checksum-list.ts';
import { serve, startServer } from './file-server.ts';
import { expectContent, gitBlob, impatience, makeWorkspace, pin, someBytes } from './workspace.ts';

const content = someBytes(40_000);
const unreachable = 'http://127.0.0.1:9/a.zip';

async function makeMirror(folder: string, files: Record<string, Uint8Array>): Promise<string> {
  const mirror = join(folder, 'mirror');
  for (const [path, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(mirror, path)), { recursive: true });
    await writeFile(join(mirror, path), bytes);
  }
  const list = Object.entries(files).map(([path, bytes]) => `${pin(bytes).hash.digest}  ${path}\n`);
  await writeFile(join(mirror, 'SHA256SUMS'), list.join(''));
  return mirror;
}

describe('a mirror', () => {
  it('gives a file by its sha256, where it lies, under any name', async () => {
    await using work = await makeWorkspace();
    const mirror = await makeMirror(work.folder, { 'deep/other name.bin': content });
    const context = { ...work.context, mirrors: [mirror], offline: true };
    expect(await fetchFile(pin(content, unreachable), context)).toBe(
      join(mirror, 'deep/other name.bin'),
    );
    await expect(stat(work.context.cacheFolder)).rejects.toThrow('ENOENT');
  });

  it('gives a file pinned by another hash by its path, else by its name', async () => {
    await using work = await makeWorkspace();
    const mirror = await makeMirror(work.folder, {
      'a/elsewhere/photographs.zip': someBytes(10),
      'b/images/photographs.zip': content,
    });
    const context = { ...work.context, mirrors: [mirror], offline: true };
    const file: PinnedFile = {
      ...pin(content, unreachable),
      hash: { algorithm: 'git-blob', digest: gitBlob(content) },
    };
    const path = join(mirror, 'b/images/photographs.zip');
    expect(await fetchFile(file, context)).toBe(path);
    expect(await fetchFile({ ...file, path: 'moved/photographs.zip' }, context)).toBe(path);
    const { bytes: _size, ...unsized } = file;
    const another = { ...unsized, hash: { ...file.hash, digest: gitBlob(someBytes(9)) } };
    await expect(fetchFile(another, context)).rejects.toMatchObject({ code: 'DATA_UNAVAILABLE' });
  });

  it('is one of several, asked in order', async () => {
    await using work = await makeWorkspace();
    await using other = await makeWorkspace();
    const first = await makeMirror(work.folder, { a: someBytes(10) });
    const second = await makeMirror(other.folder, { b: content });
    const context = { ...work.context, mirrors: [first, second], offline: true };
    expect(await fetchFile(pin(content), context)).toBe(join(second, 'b'));
  });

  it('with a damaged copy is passed over, and said to be', async () => {
    await using server = await startServer((request, response) =>
      serve(content, request, response),
    );
    await using work = await makeWorkspace();
    const mirror = await makeMirror(work.folder, { 'a.zip': content });
    await writeFile(join(mirror, 'a.zip'), someBytes(content.length));
    const context = { ...work.context, mirrors: [mirror] };
    const file = pin(content, server.url);
    await expect(fetchFile(file, { ...context, offline: true })).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(
        /^The copy in the mirror, .*a\.zip, is damaged: its sha256 is .* where .* is pinned\./,
      ),
    });
    await expectContent(await fetchFile(file, context, impatience), content);
    expect(work.events.map(({ task }) => task)).toContainEqual(
      expect.stringContaining('The copy in the mirror'),
    );
  });

  it('without a list is none', async () => {
    await using work = await makeWorkspace();
    const context = { ...work.context, mirrors: [join(work.folder, 'typo')] };
    await expect(fetchFile(pin(content), context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining('typo'),
    });
  });

  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a pipe', (path: string) => execFileSync('sh', ['-c', 'mkfifo "$0"', path])],
  ])('whose list is %s is none (mirror-special-files)', async (_, make) => {
    await using work = await makeWorkspace();
    await make(join(work.folder, 'SHA256SUMS'));
    const context = { ...work.context, mirrors: [work.folder] };
    await expect(fetchFile(pin(content), context)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(/is no mirror: .*SHA256SUMS is not a file\.$/),
    });
  });

  it.each([
    ['a link to a device', (path: string) => symlink('/dev/zero', path)],
    ['a pipe', (path: string) => execFileSync('sh', ['-c', 'mkfifo "$0"', path])],
    ['a folder', (path: string) => mkdir(path)],
  ])('with %s for a file has a damaged copy', async (_, make) => {
    await using work = await makeWorkspace();
    const mirror = await makeMirror(work.folder, { a: content });
    await rm(join(mirror, 'a'));
    await make(join(mirror, 'a'));
    const context = { ...work.context, mirrors: [mirror], offline: true };
    const { bytes: _size, ...file } = pin(content);
    await expect(fetchFile(file, context)).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(
        /The copy in the mirror, .* is damaged: it is no regular file\./,
      ),
    });
  });

  it.each([
    ['../outside.bin', 'names a path outside its folder'],
    ['/etc/passwd', 'names a path outside its folder'],
    ['a/../../outside.bin', 'names a path outside its folder'],
    ['C:\\\\outside.bin', 'names a path outside its folder'],
  ])('is refused where its list holds %s', (path, message) => {
    const line = `${pin(content).hash.digest}  ${path}\n`;
    expect(() => parseChecksums(line, 'SHA256SUMS')).toThrow(message);
  });

  it('is refused where its list is none, naming the line', () => {
    const text = `${pin(content).hash.digest}  good\nnonsense\n`;
    expect(() => parseChecksums(text, 'SHA256SUMS')).toThrow(
      "Line 2 of SHA256SUMS is no sha256 and path: 'nonsense'.",
    );
  });
});

const hasSha256sum = spawnSync('sh', ['-c', 'sha256sum --version']).status === 0;

it.skipIf(!hasSha256sum)('reads and writes names as sha256sum does', async () => {
  await using work = await makeWorkspace();
  const cwd = work.folder;
  const names = ['plain', 'with space', 'back\\slash', 'new\nline', 'naïve ☃'];
  for (const name of names) await writeFile(join(cwd, name), name);
  const list = execFileSync('sh', ['-c', 'sha256sum "$@"', 'sh', ...names], {
    cwd,
    encoding: 'utf8',
  });
  const listed = parseChecksums(list, 'list');
  expect(listed.map(({ path }) => path)).toEqual(names);
  await writeFile(join(cwd, 'again'), formatChecksums(listed));
  const report = execFileSync('sh', ['-c', 'sha256sum --check --strict again'], { cwd });
  expect(report.toString().match(/: OK$/gm)).toHaveLength(names.length);
});

describe('writing a mirror', () => {
  const blob: PinnedFile = {
    ...pin(content),
    path: 'responses/averaged.npy',
    hash: { algorithm: 'git-blob', digest: gitBlob(content) },
  };

  it('copies what is fetched, so that it serves as a mirror', async () => {
    const photographs = someBytes(30_000);
    await using server = await startServer((request, response) => {
      serve(request.url === '/photographs' ? photographs : content, request, response);
    });
    await using work = await makeWorkspace();
    const files = [
      pin(photographs, `${server.url}/photographs`),
      { ...blob, urls: [`${server.url}/averaged`] },
    ];
    const mirror = join(work.folder, 'new/mirror');
    await writeMirror(files, mirror, work.context);
    expect(await readFile(join(mirror, 'SHA256SUMS'), 'utf8')).toBe(
      `${pin(photographs).hash.digest}  images/photographs.zip\n` +
        `${pin(content).hash.digest}  responses/averaged.npy\n`,
    );
    await using elsewhere = await makeWorkspace({ offline: true, mirrors: [mirror] });
    for (const file of files) {
      expect(await fetchFile(file, elsewhere.context)).toBe(join(mirror, file.path));
    }
    expect((await readdir(mirror, { recursive: true })).sort()).toEqual([
      'SHA256SUMS',
      'images',
      'images/photographs.zip',
      'responses',
      'responses/averaged.npy',
    ]);
  });

  it('extends one, keeps its files, and mends a damaged one', async () => {
    await using work = await makeWorkspace();
    const other = someBytes(10);
    const mirror = await makeMirror(work.folder, { 'images/photographs.zip': other });
    await using source = await makeWorkspace();
    const files = [pin(content), blob];
    const mirrors = [await makeMirror(source.folder, { x: content, 'averaged.npy': content })];
    const context = { ...work.context, mirrors, offline: true };
    await writeMirror(files, mirror, context);
    const moved = `${pin(content).hash.digest.slice(0, 16)}/images/photographs.zip`;
    await expectContent(join(mirror, 'images/photographs.zip'), other);
    await expectContent(join(mirror, moved), content);
    await writeFile(join(mirror, moved), 'damaged');
    await writeMirror(files, mirror, context);
    await expectContent(join(mirror, moved), content);
    const text = await readFile(join(mirror, 'SHA256SUMS'), 'utf8');
    expect(parseChecksums(text, 'list').map(({ path }) => path)).toEqual(
      [moved, 'images/photographs.zip', 'responses/averaged.npy'].sort(),
    );
  });

  it('by two at once loses no line', async () => {
    await using work = await makeWorkspace();
    await using source = await makeWorkspace();
    const all = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`f${n}`, someBytes(100)]));
    const context = {
      ...work.context,
      mirrors: [await makeMirror(source.folder, all)],
      offline: true,
    };
    const files = Object.entries(all).map(([path, bytes]) => ({ ...pin(bytes), path }));
    const mirror = join(work.folder, 'mirror');
    await Promise.all([
      writeMirror(files.slice(0, 3), mirror, context),
      writeMirror(files.slice(3), mirror, context),
    ]);
    const text = await readFile(join(mirror, 'SHA256SUMS'), 'utf8');
    expect(parseChecksums(text, 'list')).toHaveLength(6);
  });

  it('stops where the run is interrupted, keeping what was finished', async () => {
    await using work = await makeWorkspace();
    await using source = await makeWorkspace();
    const mirrors = [await makeMirror(source.folder, { x: content, 'averaged.npy': content })];
    const controller = new AbortController();
    const context = {
      ...work.context,
      mirrors,
      signal: controller.signal,
      report: ({ task }: { task: string }) => {
        if (task === 'Copying responses/averaged.npy') controller.abort();
      },
    };
    const mirror = join(work.folder, 'mirror');
    await expect(writeMirror([pin(content), blob], mirror, context)).rejects.toMatchObject({
      code: 'INTERRUPTED',
    });
    const text = await readFile(join(mirror, 'SHA256SUMS'), 'utf8');
    expect(parseChecksums(text, 'list').map(({ path }) => path)).toEqual([
      'images/photographs.zip',
    ]);
    expect(await readdir(join(mirror, 'responses'))).toEqual([]);
  });

  it('writes through no link that lies in its way', async () => {
    await using work = await makeWorkspace();
    await using source = await makeWorkspace();
    const mirrors = [await makeMirror(source.folder, { x: content })];
    const mine = join(work.folder, 'mine');
    const mirror = join(work.folder, 'mirror');
    await writeFile(mine, 'precious');
    await mkdir(join(mirror, 'images'), { recursive: true });
    await symlink(mine, join(mirror, 'images/photographs.zip.partial'));
    await symlink(mine, join(mirror, 'SHA256SUMS.partial'));
    await writeMirror([pin(content)], mirror, { ...work.context, mirrors });
    expect(await readFile(mine, 'utf8')).toBe('precious');
    await expectContent(join(mirror, 'images/photographs.zip'), content);
  });
});
