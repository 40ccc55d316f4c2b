import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { TemporaryFolder } from './temporary-folder.ts';

/** PNG files of two pixels, all red and all blue. */
export const pngs: Readonly<Record<'red' | 'blue', Uint8Array>> = {
  red: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGP8z8DAwMAAAAYIAQHLR3Z1AAAAAElFTkSuQmCC',
    'base64',
  ),
  blue: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGNkaPjPwMAAAAaKAYHSRmyPAAAAAElFTkSuQmCC',
    'base64',
  ),
};

/** Writes the csv and the zip of a stimulus set and gives their paths. */
export async function writeStimulusFiles(
  folder: TemporaryFolder,
  csv: string,
  images: Readonly<Record<string, Uint8Array>>,
): Promise<[csvPath: string, zipPath: string]> {
  const paths: [string, string] = [
    folder.file('stimulus_set.csv'),
    folder.file('stimulus_set.zip'),
  ];
  await writeFile(paths[0], csv);
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(images)) {
    zip.addBuffer(Buffer.from(bytes), name, { mtime: new Date(2020, 0, 1) });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(paths[1]));
  return paths;
}
