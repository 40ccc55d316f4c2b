import { posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isVentralError, VentralError } from '@ventral/errors';
import { withUnchangedFile } from '@ventral/files';
import { extract } from 'tar-stream';
import { type ImageRows, readImageRows } from './image-rows.ts';

/**
 * Reads files of images from the authors' archive, unpacked as a stream: memory is that of the images
 * asked for, 3 kB each, and one file more.
 *
 * @param names of files, wherever in the archive they are; images come in their order
 * @throws VentralError `DATA_CORRUPT` where the archive is damaged, or lacks one of the files
 */
export async function readArchive(path: string, names: readonly string[]): Promise<ImageRows> {
  const found = await withUnchangedFile(path, async (file) => {
    const archive = extract();
    const source = file.createReadStream({ start: 0, highWaterMark: 2 ** 20, autoClose: false });
    try {
      const unpacking = pipeline(source, createGunzip(), archive);
      const [rows] = await Promise.all([collectRows(archive, names), unpacking]);
      return rows;
    } catch (cause) {
      if (isVentralError(cause)) throw cause;
      const { message } = cause as Error;
      throw new VentralError('DATA_CORRUPT', `${path} is no whole .tar.gz: ${message}.`, {
        hint: 'Fetch it again.',
        cause,
      });
    }
  });
  const rows = names.map((name) => {
    const own = found.get(name);
    if (own !== undefined) return own;
    throw new VentralError('DATA_CORRUPT', `The archive ${path} holds no '${name}'.`);
  });
  const pixels = new Uint8Array(rows.reduce((sum, own) => sum + own.pixels.length, 0));
  let start = 0;
  for (const own of rows) {
    pixels.set(own.pixels, start);
    start += own.pixels.length;
  }
  return { labels: rows.flatMap(({ labels }) => labels), pixels };
}

async function collectRows(
  archive: ReturnType<typeof extract>,
  names: readonly string[],
): Promise<ReadonlyMap<string, ImageRows>> {
  const found = new Map<string, ImageRows>();
  for await (const entry of archive) {
    const name = posix.basename(entry.header.name);
    if (!names.includes(name) || entry.header.type !== 'file') {
      entry.resume();
      continue;
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) chunks.push(chunk as Uint8Array);
    found.set(name, readImageRows(Buffer.concat(chunks), name));
  }
  return found;
}
