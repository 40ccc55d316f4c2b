import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openZip } from '@ventral/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { someBytes } from './workspace.ts';

const text = Buffer.from('V4 responds to curvature. '.repeat(400));
const noise = Buffer.from(someBytes(5_000));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventral-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function makeZip(): Promise<Buffer> {
  const zip = new ZipFile();
  zip.addEmptyDirectory('images');
  zip.addBuffer(noise, 'images/b.jpg', { compress: false });
  zip.addBuffer(text, 'images/a.txt');
  zip.addBuffer(Buffer.alloc(0), 'images/empty');
  zip.end();
  return buffer(zip.outputStream);
}

async function open(bytes: Uint8Array, options = {}): ReturnType<typeof openZip> {
  const path = join(folder, 'archive.zip');
  await writeFile(path, bytes);
  return openZip(path, options);
}

/** Changes every occurrence of one run of bytes. */
function replaceAll(bytes: Buffer, from: string, to: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
}

describe('a zip', () => {
  it('lists its files in its own order, without folders', async () => {
    const zip = await open(await makeZip());
    expect(zip.entries).toEqual([
      { name: 'images/b.jpg', bytes: noise.length },
      { name: 'images/a.txt', bytes: text.length },
      { name: 'images/empty', bytes: 0 },
    ]);
  });

  it('gives its files in any order, stored or packed', async () => {
    const zip = await open(await makeZip());
    const names = ['images/a.txt', 'images/empty', 'images/b.jpg', 'images/a.txt'];
    const read = await Promise.all(names.map((name) => zip.read(name)));
    expect(read.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual(
      [text, Buffer.alloc(0), noise, text].map((bytes) => bytes.toString('hex')),
    );
  });

  it('says so where it does not hold a file', async () => {
    const zip = await open(await makeZip());
    await expect(zip.read('images/c.jpg')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining("holds no 'images/c.jpg'"),
    });
  });

  it('that is missing is named', async () => {
    await expect(openZip(join(folder, 'none.zip'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining('none.zip'),
    });
  });
});

describe('a zip is refused', () => {
  it.each([
    ['is cut short', (zip: Buffer) => zip.subarray(0, -100), 'truncated'],
    ['is empty', () => Buffer.alloc(0), 'truncated'],
    ['is a web page', () => Buffer.from('<html>'.repeat(50)), 'Either not a zip file'],
    [
      'leads out of itself',
      (zip: Buffer) => replaceAll(zip, 'images/b.jpg', '../../../b.j'),
      'invalid relative path: ../../../b.j',
    ],
    [
      'names an absolute path',
      (zip: Buffer) => replaceAll(zip, 'images/b.jpg', '/etc/passwd!'),
      'absolute path: /etc/passwd!',
    ],
    [
      'holds two files of one name',
      (zip: Buffer) => replaceAll(zip, 'images/b.jpg', 'images/a.txt'),
      "two files named 'images/a.txt'",
    ],
    ['is encrypted', encrypt, "'images/b.jpg' is encrypted"],
  ])('that %s', async (_, spoil, message) => {
    await expect(open(spoil(await makeZip()))).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(message),
    });
  });

  it('that holds a file above the limit', async () => {
    await expect(open(await makeZip(), { largestEntry: 9_000 })).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining(
        "'images/a.txt' would be 10400 bytes, above the limit of 9000",
      ),
    });
  });
});

describe('a damaged file within a zip', () => {
  it('that is stored is found by its checksum', async () => {
    const bytes = await makeZip();
    const at = bytes.indexOf(noise);
    bytes[at + 1000]! ^= 1;
    const zip = await open(bytes);
    await expect(zip.read('images/b.jpg')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(/'images\/b\.jpg' in the zip .* its checksum does not match/),
    });
    expect(await zip.read('images/a.txt')).toHaveLength(text.length);
  });

  it('that is packed is found while unpacking', async () => {
    const bytes = await makeZip();
    const at = bytes.indexOf('images/a.txt') + 'images/a.txt'.length;
    bytes.fill(0xff, at + 5, at + 40);
    const zip = await open(bytes);
    await expect(zip.read('images/a.txt')).rejects.toMatchObject({ code: 'DATA_CORRUPT' });
  });

  it('that unpacks to more than it says is not unpacked further', async () => {
    const bytes = await makeZip();
    const entry = bytes.lastIndexOf('images/a.txt') - 46;
    expect(bytes.readUInt32LE(entry + 24)).toBe(text.length);
    bytes.writeUInt32LE(100, entry + 24);
    const zip = await open(bytes);
    await expect(zip.read('images/a.txt')).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('too many bytes'),
    });
  });
});

it('leaves no file open', async () => {
  const zip = await open(await makeZip());
  for (let time = 0; time < 50; time++) await zip.read('images/b.jpg');
  await rm(join(folder, 'archive.zip'));
  await expect(stat(join(folder, 'archive.zip'))).rejects.toThrow('ENOENT');
  await expect(zip.read('images/b.jpg')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

/** Sets the flag that marks a file as encrypted, in the directory and before the file. */
function encrypt(zip: Buffer): Buffer {
  const central = zip.lastIndexOf('images/b.jpg') - 46;
  zip.writeUInt16LE(zip.readUInt16LE(central + 8) | 1, central + 8);
  zip.writeUInt32LE(noise.length + 12, central + 20);
  return zip;
}
