import { appendFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLabelledFolder } from '@ventral/files';
import { encodePng } from '@ventral/images';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

/** A png of two pixels of one grey level. */
function png(level: number): Promise<Uint8Array> {
  return encodePng({ width: 2, height: 1, data: new Uint8Array(6).fill(level) });
}

describe('openLabelledFolder', () => {
  it('reads images with the folder that each is in as its class', async () => {
    await using folder = await makeFolder({
      'dog/b.png': await png(3),
      'cat/2.png': await png(2),
      'cat/1.PNG': await png(1),
      'cat/.DS_Store': 'left out',
    });
    const { stimuli, labels, classes } = await openLabelledFolder(folder.path);
    expect(classes).toEqual(['cat', 'dog']);
    expect(labels).toEqual([0, 0, 1]);
    expect(stimuli.columns).toEqual({ truth: ['cat', 'cat', 'dog'] });
    expect(stimuli.stimuli.map(({ id }) => id)).toEqual(['cat/1.PNG', 'cat/2.png', 'dog/b.png']);
    const images = await Promise.all(stimuli.stimuli.map((stimulus) => stimulus.load()));
    expect(images.map(({ data }) => [...data])).toEqual(
      [1, 2, 3].map((level) => Array(6).fill(level)),
    );
  });

  it('puts classes that are numbers in the order of the numbers', async () => {
    const image = await png(0);
    await using numbers = await makeFolder({
      '10/a.png': image,
      '9/a.png': image,
      '0/a.png': image,
    });
    expect((await openLabelledFolder(numbers.path)).classes).toEqual(['0', '9', '10']);
    await writeFile(join(numbers.path, '0/b.png'), image);
    await using mixed = await makeFolder({
      '10/a.png': image,
      '9/a.png': image,
      'B/a.png': image,
      'a/a.png': image,
    });
    expect((await openLabelledFolder(mixed.path)).classes).toEqual(['10', '9', 'B', 'a']);
  });

  it('has a digest of contents, names and classes, and of nothing else', async () => {
    const [one, two] = [await png(1), await png(2)];
    const digestOf = async (files: Record<string, Uint8Array>) => {
      await using folder = await makeFolder(files);
      return (await openLabelledFolder(folder.path)).stimuli.digest;
    };
    const digest = await digestOf({ 'a/x.png': one, 'b/x.png': two });
    expect(await digestOf({ 'b/x.png': two, 'a/x.png': one })).toBe(digest);
    expect(await digestOf({ 'a/x.png': two, 'b/x.png': one })).not.toBe(digest);
    expect(await digestOf({ 'a/x.png': one, 'b/y.png': two })).not.toBe(digest);
    expect(await digestOf({ 'a/x.png': one, 'c/x.png': two })).not.toBe(digest);
  });

  it('follows links to folders and to images', async () => {
    await using store = await makeFolder({ 'all/x.png': await png(7) });
    await using folder = await makeFolder({ 'a/own.png': await png(8) });
    await symlink(join(store.path, 'all'), join(folder.path, 'b'));
    await symlink(join(store.path, 'all/x.png'), join(folder.path, 'a/linked.png'));
    const { stimuli } = await openLabelledFolder(folder.path);
    expect(stimuli.stimuli.map(({ id }) => id)).toEqual(['a/linked.png', 'a/own.png', 'b/x.png']);
    expect((await stimuli.stimuli[0]!.load()).data[0]).toBe(7);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      'no class folders',
      { 'x.png': '' },
      'holds no folders, but x.png: its images have no classes',
    ],
    ['nothing in it', { '.hidden': '' }, 'is empty: its images have no classes'],
    [
      'images beside its classes',
      { 'a/x.png': '', 'y.png': '' },
      'y.png lies beside the class folders',
    ],
    ['an empty class', { 'a/x.png': '', 'b/.keep': '' }, "The class 'b' of "],
    [
      'something else among the images',
      { 'a/x.png': '', 'a/notes.txt': '' },
      "notes.txt is no image of the class 'a'",
    ],
    ['folders in a class', { 'a/more/x.png': '' }, "more is no image of the class 'a'"],
  ])('refuses a folder with %s', async (_, files, message) => {
    await using folder = await makeFolder(files);
    await expect(openLabelledFolder(folder.path)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(message),
      hint: expect.stringContaining('one folder a class'),
    });
  });

  it('refuses what is no folder, is not there, or is a link to nothing', async () => {
    await using folder = await makeFolder({ 'file.png': '' });
    const refusal = { code: 'FILE_UNREADABLE', message: expect.stringContaining(folder.path) };
    await expect(openLabelledFolder(join(folder.path, 'file.png'))).rejects.toMatchObject(refusal);
    await expect(openLabelledFolder(join(folder.path, 'none'))).rejects.toMatchObject(refusal);
    await mkdir(join(folder.path, 'a'));
    await rm(join(folder.path, 'file.png'));
    await symlink('nowhere.png', join(folder.path, 'a/x.png'));
    await expect(openLabelledFolder(folder.path)).rejects.toMatchObject(refusal);
  });

  it('names an image that cannot be decoded, or that changed since', async () => {
    await using folder = await makeFolder({ 'a/bad.png': 'no image', 'a/good.png': await png(1) });
    const [bad, good] = (await openLabelledFolder(folder.path)).stimuli.stimuli;
    await expect(bad!.load()).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
      message: expect.stringContaining('a/bad.png'),
    });
    await appendFile(join(folder.path, 'a/good.png'), 'more');
    await expect(good!.load()).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('good.png'),
    });
  });
});
