import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { encodeNpyHeader, parseNpyHeader } from '@ventral/assembly';
import { type RunContext, throwIfInterrupted, writing } from '@ventral/core';
import { objectMesh } from './object-mesh.ts';
import { randomFor } from './random-for.ts';
import { renderImage } from './rendering/render-image.ts';
import { drawScene, type Scene } from './scene.ts';

/** Pixels per row of an image, and rows: 24 a degree. */
export const imageSize = 192;

/** Images of one object in one file. */
const perFile = 10;

// Part of the folder's name: raised whenever any pixel changes.
const rendererVersion = 1;

/** Where the pixels of scenes lie. */
export interface RenderedImages {
  /** Changes whenever any pixel or the order of the images does. */
  readonly digest: string;
  /** Grey bytes of the image at this place in the order, row-major. */
  read(index: number): Promise<Uint8Array>;
}

interface ImageFile {
  readonly path: string;
  /** sha256 of its content. */
  readonly digest: string;
}

/**
 * Renders scenes, or finds them in the cache: files of ten images of an object, in .npy, named by the
 * hash of their content, which is checked. An interrupted run continues after its last file.
 *
 * @param scenes object by object, each from its image 0 on
 * @throws VentralError `DISK_FULL`, `FILE_UNWRITABLE`
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function renderScenes(
  seed: number,
  scenes: readonly Scene[],
  context: RunContext,
): Promise<RenderedImages> {
  const folder = join(
    context.cacheFolder,
    ...['files', 'simulated-ventral', `renderer-${rendererVersion}-seed-${seed}`],
  );
  await writing(mkdir(folder, { recursive: true }), folder);
  const known = await readdir(folder);
  const files = new Map<string, ImageFile>();
  const places: { readonly file: ImageFile; readonly row: number }[] = [];
  const counts = new Map<string, number>();
  for (const [done, { use, object }] of scenes.entries()) {
    const index = counts.get(object) ?? 0;
    counts.set(object, index + 1);
    const block = Math.floor(index / perFile);
    const stem = `${use}.${object}.${block}`;
    let file = files.get(stem);
    if (file === undefined) {
      throwIfInterrupted(context.signal, `after ${done} of ${scenes.length} images`);
      context.report({ task: 'Rendering images', done, total: scenes.length, unit: 'images' });
      file =
        (await findFile(folder, stem, known)) ??
        (await writeFileOf(folder, stem, renderBlock(seed, use, object, block)));
      files.set(stem, file);
      // An interruption is only seen when the event loop turns.
      await setImmediate();
    }
    places.push({ file, row: index % perFile });
  }
  const total = scenes.length;
  context.report({ task: 'Rendering images', done: total, total, unit: 'images' });
  const hash = createHash('sha256');
  for (const { file, row } of places) hash.update(`${file.digest} ${row}\n`);
  return {
    digest: hash.digest('hex'),
    read: async (index) => {
      const { file, row } = places[index]!;
      return readRow(file.path, row);
    },
  };
}

function renderBlock(seed: number, use: Scene['use'], object: string, block: number): Uint8Array {
  const mesh = objectMesh(object);
  const pixels = new Uint8Array(perFile * imageSize ** 2);
  for (let row = 0; row < perFile; row++) {
    const { id, pose } = drawScene(seed, use, object, block * perFile + row);
    pixels.set(
      renderImage(mesh, pose, imageSize, randomFor(seed, 'image', id)),
      row * imageSize ** 2,
    );
  }
  return pixels;
}

async function findFile(
  folder: string,
  stem: string,
  known: readonly string[],
): Promise<ImageFile | undefined> {
  for (const name of known) {
    if (!name.startsWith(`${stem}.`) || !name.endsWith('.npy')) continue;
    const path = join(folder, name);
    const digest = digestOf(await readFile(path));
    if (name === nameOf(stem, digest)) return { path, digest };
    // Damaged: it is rendered again.
    await writing(rm(path, { force: true }), path);
  }
  return undefined;
}

async function writeFileOf(folder: string, stem: string, pixels: Uint8Array): Promise<ImageFile> {
  const header = encodeNpyHeader('|u1', [perFile, imageSize, imageSize]);
  const content = Buffer.concat([header, pixels]);
  const digest = digestOf(content);
  const path = join(folder, nameOf(stem, digest));
  // Two processes may render the same images at once.
  const partial = `${path}.${process.pid}.partial`;
  await writing(writeFile(partial, content), partial, content.length);
  await writing(rename(partial, path), path);
  return { path, digest };
}

async function readRow(path: string, row: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(256);
    await handle.read(head, 0, head.length, 0);
    const { offset } = parseNpyHeader(head);
    const pixels = new Uint8Array(imageSize ** 2);
    await handle.read(pixels, 0, pixels.length, offset + row * pixels.length);
    return pixels;
  } finally {
    await handle.close();
  }
}

function nameOf(stem: string, digest: string): string {
  return `${stem}.${digest.slice(0, 16)}.npy`;
}

function digestOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
