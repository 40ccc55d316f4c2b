// @ts-check
/** Images of every format that is read, made by sharp, and what else the tests decode. */
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { decodeImage } from '../../../packages/images/dist/index.js';
import { fixtures, requireFrom } from '../samples.mjs';

export async function samples() {
  const sharp = requireFrom('packages/images', 'sharp');
  const [width, height] = [24, 18];
  const data = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * i) % 256));
  /** @type {Record<string, Uint8Array>} */
  const made = {};
  for (const format of ['png', 'jpeg', 'webp', 'gif', 'tiff']) {
    const image = sharp(data, { raw: { width, height, channels: 3 } });
    made[`made.${format}`] = await image.toFormat(format).toBuffer();
  }
  made['sealed.png'] = made['made.png'] ?? Buffer.of();
  const { 'bmp.json': list } = fixtures('packages/images/test/fixtures', ['.json']);
  const bmps = JSON.parse(`${Buffer.from(list ?? [])}`).files.filter(
    (/** @type {any} */ file) => file.rgb,
  );
  for (const { name, bytes } of bmps)
    made[`${name}.bmp`.replaceAll(/[^\w.]/g, '-')] = Buffer.from(bytes, 'base64');
  const { 'float.tiff': _refused, ...others } = fixtures('packages/images/test/fixtures', [
    '.png',
    '.jpg',
    '.tiff',
  ]);
  return { ...made, ...others };
}

/** @param {string} path */
export async function read(path) {
  const bytes = await readFile(path);
  if (path.endsWith('sealed.png')) seal(bytes);
  await decodeImage(bytes, path);
}

/**
 * Gives each chunk of a PNG the checksum of what it holds now: else damage is seen by that alone.
 *
 * @param {Buffer} bytes
 */
function seal(bytes) {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) return;
    bytes.writeUInt32BE(crc32(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
}
