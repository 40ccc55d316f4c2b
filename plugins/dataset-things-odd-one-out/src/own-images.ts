import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stimulus } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { hashOwnFile, withUnchangedFile } from '@ventral/files';
import { decodeImage } from '@ventral/images';
import type { ThingsObject } from './objects.ts';

/** The variable of the environment that names the folder. */
export const folderVariable = 'VENTRAL_THINGS_IMAGES';

const extension = /\.(jpe?g|png|webp)$/i;

/** Images of objects, from a folder of the user. */
export interface OwnImages {
  /** One an object, in their order. */
  readonly stimuli: readonly Stimulus[];
  /** sha256 over the names of the objects and the content of their images. */
  readonly digest: string;
}

/**
 * Finds the image of each object in a folder: `aardvark.jpg`, as the images that people saw are named;
 * or, as THINGS is laid out, `aardvark_01b.jpg`, there or in a folder `aardvark`. Each file is hashed once, and is
 * what was hashed when it is decoded.
 *
 * @throws VentralError `FILE_UNREADABLE` where the folder cannot be read
 * @throws VentralError `DATA_UNAVAILABLE` naming objects without an image
 */
export async function openOwnImages(
  folder: string,
  objects: readonly ThingsObject[],
): Promise<OwnImages> {
  const files = await listFolder(folder);
  const paths = await Promise.all(objects.map(({ id }) => findImage(folder, files, id)));
  const missing = objects.filter((_, index) => paths[index] === undefined).map(({ id }) => id);
  if (missing.length > 0) {
    throw new VentralError(
      'DATA_UNAVAILABLE',
      `The folder ${folder} has no image of ${missing.length} of ${objects.length} objects, such as '${missing[0]}'.`,
      {
        hint: `Name images by their objects: ${missing[0]}.jpg, ${missing[0]}_01b.jpg or ${missing[0]}/${missing[0]}_01b.jpg.`,
      },
    );
  }
  const digest = createHash('sha256').update('things images 1');
  const stimuli: Stimulus[] = [];
  for (const [index, { id }] of objects.entries()) {
    const path = paths[index] as string;
    digest.update(`\n${(await hashOwnFile(path)).sha256} ${id}`);
    const load = async () =>
      decodeImage(await withUnchangedFile(path, (file) => file.readFile()), id);
    stimuli.push(Object.freeze({ id, load }));
  }
  return { stimuli, digest: digest.digest('hex') };
}

async function findImage(
  folder: string,
  files: ReadonlyMap<string, string>,
  id: string,
): Promise<string | undefined> {
  const own = files.get(id) ?? files.get(`${id}_01b`);
  if (own !== undefined) return join(folder, own);
  if (!files.has(`${id}/`)) return undefined;
  const inside = (await listFolder(join(folder, id))).get(`${id}_01b`);
  return inside === undefined ? undefined : join(folder, id, inside);
}

/** Names of images by what stands before their extension; of folders, with a slash. */
async function listFolder(path: string): Promise<ReadonlyMap<string, string>> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const names = entries.flatMap((entry): [string, string][] => {
      // A link may lead to either.
      if (!extension.test(entry.name)) return [[`${entry.name}/`, entry.name]];
      return [[entry.name.replace(extension, ''), entry.name]];
    });
    return new Map(names.sort(([, a], [, b]) => (a < b ? 1 : -1)));
  } catch (cause) {
    throw new VentralError(
      'FILE_UNREADABLE',
      `The folder ${path} cannot be read: ${(cause as Error).message}.`,
      { hint: `Check the path in ${folderVariable} and its permissions.`, cause },
    );
  }
}
