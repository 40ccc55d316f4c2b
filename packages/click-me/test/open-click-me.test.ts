import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openClickMe } from '@ventral/click-me';
import { makeFolder } from '@ventral/testing';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../src/crc32c.ts';
import golden from './fixtures/shard.json' with { type: 'json' };

const shard = Buffer.from(golden.shard, 'base64');
// Where the second record begins: after the first's length, checksum, content and checksum.
const second = 8 + 4 + Number(shard.readBigUInt64LE(0)) + 4;

async function written(bytes: Uint8Array) {
  const folder = await makeFolder();
  const path = join(folder.path, 'val-0.tfrecords');
  await writeFile(path, bytes);
  return { path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('a shard of ClickMe', () => {
  it('holds images, their classes, and what people found important', async () => {
    await using file = await written(shard);
    const { stimuli, labels, importance } = await openClickMe([file.path]);
    expect(labels).toEqual(golden.images.map(({ label }) => label));
    expect(stimuli.stimuli.map(({ id }) => id)).toEqual(['val-0.tfrecords/0', 'val-0.tfrecords/1']);
    for (const [index, { label, peak }] of golden.images.entries()) {
      const image = await stimuli.stimuli[index]!.load();
      expect([image.width, image.height]).toEqual([256, 256]);
      // Red grows to the right, green downwards; blue is that of the class.
      const [red, green, blue] = image.data.subarray(3 * (100 * 256 + 200));
      expect(Math.abs(red! - 200)).toBeLessThan(12);
      expect(Math.abs(green! - 100)).toBeLessThan(12);
      expect(Math.abs(blue! - 40 * (label % 5))).toBeLessThan(12);
      const map = await importance(index);
      expect(map).toHaveLength(256 * 256);
      const [x = 0, y = 0] = peak;
      expect(map[y * 256 + x]).toBeGreaterThan(245);
      expect(map[(255 - y) * 256 + (255 - x)]).toBeLessThan(10);
    }
  });

  it('can be one of several, and changes the digest of all', async () => {
    await using one = await written(shard);
    await using other = await written(shard.subarray(0, second));
    const both = await openClickMe([one.path, other.path]);
    const { digest } = (await openClickMe([one.path])).stimuli;
    expect(both.labels).toEqual([7, 999, 7]);
    expect(both.stimuli.digest).not.toBe(digest);
  });

  const changed = (at: number) => {
    const bytes = Buffer.from(shard);
    bytes[at]! ^= 1;
    return bytes;
  };
  const renamed = Buffer.from(shard.toString('latin1').replaceAll('heatmap', 'warmmap'), 'latin1');
  it.each([
    ['with another byte in a length', changed(1), /checksum of the 8 bytes from byte 0 .*0 images/],
    ['with another byte in an image', changed(second + 900), /checksum .*1 images/],
    ['that ends within a record', shard.subarray(0, shard.length - 9), /does not fit, after 1/],
    ['that ends within a length', shard.subarray(0, second + 5), /ends within a record/],
    ['with other features', renamed, /checksum/],
    ['that is no shard', Buffer.from('a text, and nothing that was asked for'), /checksum/],
  ])('is refused %s', async (_, bytes, message) => {
    await using file = await written(bytes);
    await expect(openClickMe([file.path])).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringMatching(message),
    });
  });

  it('is named where it is missing', async () => {
    await expect(openClickMe(['missing.tfrecords'])).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });

  it('has checksums as RFC 3720 computes them', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  });
});
