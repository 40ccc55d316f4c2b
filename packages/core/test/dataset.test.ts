import { defineDataset, type PinnedFile } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import { describe, expect, it } from 'vitest';

const pin = (path: string): PinnedFile => {
  return { path, urls: [], hash: { algorithm: 'sha256', digest: path } };
};
const about = { id: 'Cats', title: 'Cats', species: 'cat', regions: ['V1'] };
const context = createRunContext({ mirrors: [] });
const pathsOf = (files: readonly PinnedFile[]) => files.map(({ path }) => path);

describe('a data set that is loaded whole', () => {
  const cats = defineDataset({
    ...about,
    files: { table: pin('table'), images: [pin('a'), pin('b')] },
    load: async ({ table, images }) => [table.path, images.length],
  });

  it('lists its files, and loads them', async () => {
    expect(cats.parts).toBeUndefined();
    expect(pathsOf(cats.files)).toEqual(['table', 'a', 'b']);
    expect(cats.filesOf()).toEqual(cats.files);
    expect(await cats.load(context)).toEqual(['table', 2]);
  });
});

describe('a data set in parts', () => {
  const cats = defineDataset({
    ...about,
    parts: {
      monday: { images: pin('images'), responses: pin('monday') },
      friday: { images: pin('images'), responses: pin('friday') },
    },
    load: async ({ responses }, _, part) => [responses.path, part],
  });

  it('lists the files of each, and every one once', () => {
    expect(cats.parts).toEqual(['monday', 'friday']);
    expect(pathsOf(cats.files)).toEqual(['images', 'monday', 'friday']);
    expect(pathsOf(cats.filesOf('friday'))).toEqual(['images', 'friday']);
  });

  it('tells files of one name and other content apart', () => {
    const other: PinnedFile = { ...pin('images'), hash: { algorithm: 'sha1', digest: 'other' } };
    const parts = { monday: { images: pin('images') }, friday: { images: other } };
    const { files } = defineDataset({ ...about, parts, load: async () => 'cats' });
    expect(pathsOf(files)).toEqual(['images', 'images']);
  });

  it('loads the part that is named', async () => {
    expect(await cats.load(context, 'friday')).toEqual(['friday', 'friday']);
  });

  it('has to be told which', async () => {
    const expected = {
      code: 'OPTION_INVALID',
      message: 'Cats is loaded one part at a time, and none was named.',
      hint: 'Its parts are monday, friday.',
    };
    await expect(cats.load(context)).rejects.toMatchObject(expected);
    expect(() => cats.filesOf()).toThrow(expect.objectContaining(expected));
  });

  it.each([
    ['fryday', "Did you mean 'friday'?"],
    ['constructor', 'Its parts are monday, friday.'],
  ])('has no part %s', async (part, hint) => {
    await expect(cats.load(context, part)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      message: `Cats has no part '${part}'.`,
      hint: expect.stringContaining(hint),
    });
  });
});
