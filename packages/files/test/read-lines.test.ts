import { join } from 'node:path';
import { encodeNpy } from '@ventral/arrays';
import { openFeatureFile, readJson, readLines } from '@ventral/files';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';

async function read(content: string | Uint8Array): Promise<readonly string[]> {
  await using folder = await makeFolder({ 'ids.txt': content });
  return await readLines(join(folder.path, 'ids.txt'));
}

function utf16be(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
}

describe('a text file of ids', () => {
  it.each<[string, string | Uint8Array]>([
    ['with trailing spaces', 'one \ntwo\t\n  naïve 3  \n'],
    ['with the ends of lines of Windows', 'one\r\ntwo\r\nnaïve 3\r\n\r\n'],
    ['with a byte order mark', '\uFEFFone\ntwo\nnaïve 3'],
    ['in UTF-16, little end first', Buffer.from('\uFEFFone\r\ntwo\r\nnaïve 3', 'utf16le')],
    ['in UTF-16, big end first', utf16be('one\ntwo\nnaïve 3\n')],
  ])('%s is read', async (_, content) => {
    expect(await read(content)).toEqual(['one', 'two', 'naïve 3']);
  });

  it.each<[string, Uint8Array]>([
    ['in Latin-1', Buffer.from('naïve', 'latin1')],
    ['in UTF-16 without a byte order mark', Buffer.from('one\ntwo', 'utf16le')],
  ])('%s is refused', async (_, content) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/ids\.txt is no text in UTF-8 or UTF-16\.$/),
      hint: 'Save it as UTF-8.',
    });
  });

  it.each(['stimulus_id', 'image_id', 'ID', 'filename', '"stimulus id"'])(
    'with a header line %s names the rows below it',
    async (header) => {
      await using folder = await makeFolder({ 'f.npy': encodeNpy(new Float32Array(4), [2, 2]) });
      const file = await openFeatureFile(join(folder.path, 'f.npy'));
      expect(file.withStimuli([header, 'a', 'b']).stimulusIds).toEqual(['a', 'b']);
      expect(file.withStimuli([header, 'a']).stimulusIds).toEqual([header, 'a']);
      expect(() => file.withStimuli([header, 'a', 'b', 'c'])).toThrow('has 2 rows, for 4');
      expect(() => file.withStimuli(['im0', 'a', 'b'])).toThrow('has 2 rows, for 3');
    },
  );
});

it('JSON in UTF-16 is read, and a missing or wrong file named', async () => {
  const json = Buffer.from('\uFEFF{"a": 1}', 'utf16le');
  await using folder = await makeFolder({ 'a.json': json, 'b.json': '{' });
  expect(await readJson(join(folder.path, 'a.json'))).toEqual({ a: 1 });
  await expect(readJson(join(folder.path, 'b.json'), 'Write it.')).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining('b.json is not readable as JSON: '),
    hint: 'Write it.',
  });
  await expect(readJson(join(folder.path, 'c.json'))).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringMatching(/c\.json cannot be read: ENOENT/),
  });
});
