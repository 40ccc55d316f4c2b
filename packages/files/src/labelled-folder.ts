import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Stimulus } from '@ventral/arrays';
import type { LabelledImages } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { decodeImage } from '@ventral/images';
import { hashOwnFile, withUnchangedFile } from './unchanged-file.ts';

// Raised when the same files would give other stimuli or another order.
const layoutVersion = 1;
const imageName = /\.(png|jpe?g|webp|gif|tiff?|bmp)$/i;
// Written by systems, not by people: of Windows, and (with a dot) of others.
const systemName = /^(\.|Thumbs\.db$|desktop\.ini$)/i;
const form = 'Give one folder a class, each with its images: DIR/cat/1.png, DIR/dog/1.png.';

interface ClassFolder {
  readonly name: string;
  /** Names of its images, in their order. */
  readonly images: readonly string[];
}

/**
 * Opens a folder of labelled images, `folder/class/image.png`: PNG, JPEG, WebP, GIF, TIFF or BMP.
 *
 * Classes are the folders' names, in the order of their characters' codes, as `sorted` of Python and
 * torchvision's `ImageFolder` have it; where all are whole numbers, in the order of these. Images are in the
 * order of their classes, then of their names. Ids are `class/image.png`. Links to folders and files are
 * followed; names that begin with a dot are left out. Every file is hashed once, about a second a gigabyte,
 * for the digest; images are decoded when they are asked for, and are then what was hashed.
 *
 * @throws VentralError `FILE_UNREADABLE` where the folder or an image is missing or may not be read
 * @throws VentralError `OPTION_INVALID` for a folder without class folders, one with files beside them, and
 *   a class that is empty or holds what is no image
 * @throws VentralError `IMAGE_UNREADABLE` from `load`, naming the image
 */
export async function openLabelledFolder(path: string): Promise<LabelledImages> {
  const folders = await classFolders(path);
  const classes = folders.map(({ name }) => name);
  const digest = createHash('sha256').update(`labelled folder ${layoutVersion}`);
  const stimuli: Stimulus[] = [];
  const labels: number[] = [];
  for (const [label, { name, images }] of folders.entries()) {
    for (const image of images) {
      const local = join(path, name, image);
      const id = `${name}/${image}`;
      digest.update(`\n${(await hashOwnFile(local)).sha256} ${id}`);
      const load = async () =>
        decodeImage(await withUnchangedFile(local, (file) => file.readFile()), id);
      stimuli.push(Object.freeze({ id, load }));
      labels.push(label);
    }
  }
  return Object.freeze({
    stimuli: Object.freeze({
      id: basename(resolve(path)),
      digest: digest.digest('hex'),
      stimuli,
      columns: { truth: labels.map((label) => classes[label] as string) },
    }),
    labels,
    classes,
  });
}

async function classFolders(path: string): Promise<readonly ClassFolder[]> {
  const { folders, files } = await listFolder(path);
  const [beside] = files;
  if (folders.length === 0) {
    const what = beside === undefined ? 'is empty' : `holds no folders, but ${beside}`;
    throw unlabelled(`${path} ${what}: its images have no classes.`);
  }
  if (beside !== undefined) {
    throw unlabelled(`${beside} lies beside the class folders of ${path}: it has no class.`);
  }
  const isNumbered = folders.every((name) => /^\d+$/.test(name));
  // Of equal numbers, such as 1 and 01, in the order of the names.
  const ordered = isNumbered ? folders.toSorted((a, b) => Number(a) - Number(b)) : folders;
  return Promise.all(
    ordered.map(async (name) => {
      const own = await listFolder(join(path, name));
      const other = own.folders[0] ?? own.files.find((file) => !imageName.test(file));
      if (other !== undefined) {
        throw unlabelled(`${join(path, name, other)} is no image of the class '${name}'.`);
      }
      if (own.files.length === 0) throw unlabelled(`The class '${name}' of ${path} has no images.`);
      return { name, images: own.files };
    }),
  );
}

/** Names of the folders and of everything else in a folder, each in order. */
async function listFolder(path: string) {
  try {
    const names = (await readdir(path)).filter((name) => !systemName.test(name)).sort();
    const kinds = await Promise.all(names.map((name) => stat(join(path, name))));
    return {
      folders: names.filter((_, index) => kinds[index]?.isDirectory()),
      files: names.filter((_, index) => !kinds[index]?.isDirectory()),
    };
  } catch (cause) {
    throw new VentralError(
      'FILE_UNREADABLE',
      `The folder ${path} cannot be read: ${(cause as Error).message}.`,
      { hint: 'Check the path, its permissions and where its links lead.', cause },
    );
  }
}

function unlabelled(message: string): VentralError {
  return new VentralError('OPTION_INVALID', message, { hint: form });
}
