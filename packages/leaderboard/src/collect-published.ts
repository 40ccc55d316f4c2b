import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { type PublishedFile, parsePublished } from './published-schema.ts';

/**
 * Reads a folder of published results; each of its `.json` files has to be one.
 *
 * @throws VentralError `FILE_UNREADABLE` naming the file and its wrong fields
 */
export async function collectPublished(folder: string): Promise<readonly PublishedFile[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new VentralError('FILE_UNREADABLE', `${folder} is no folder that can be read.`, {
      cause,
    });
  });
  const files = names
    .filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'))
    .sort()
    .map((name) => join(folder, name));
  return Promise.all(files.map(async (file) => parsePublished(await readJson(file), file)));
}
