import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeNpyHeader, parseNpyHeader } from '@ventral/arrays';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { writing } from '@ventral/files';
import { eachInThreads } from './each-in-threads.ts';
import { blockLength, type ImageBlock, imageSize } from './render-block.ts';
import type { Scene } from './scene.ts';

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
  const blocks = new Map<string, ImageBlock>();
  const places: { readonly stem: string; readonly row: number }[] = [];
  const counts = new Map<string, number>();
  for (const { use, object } of scenes) {
    const place = counts.get(object) ?? 0;
    counts.set(object, place + 1);
    const index = Math.floor(place / blockLength);
    const stem = `${use}.${object}.${index}`;
    blocks.set(stem, { seed, use, object, index });
    places.push({ stem, row: place % blockLength });
  }
  const files = new Map<string, ImageFile>();
  const total = scenes.length;
  const report = () => {
    const done = places.filter(({ stem }) => files.has(stem)).length;
    throwIfInterrupted(context.signal, `after ${done} of ${total} images`);
    context.report({ task: 'Rendering images', done, total, unit: 'images' });
  };
  const missing: [stem: string, block: ImageBlock][] = [];
  for (const [stem, block] of blocks) {
    const file = await findFile(folder, stem, known);
    if (file === undefined) missing.push([stem, block]);
    else files.set(stem, file);
  }
  report();
  await eachInThreads(missing, async ([stem, block], threads) => {
    files.set(stem, await writeFileOf(folder, stem, await threads.run('renderBlock', block)));
    report();
  });
  const placed = places.map(({ stem, row }) => ({ file: files.get(stem)!, row }));
  const hash = createHash('sha256');
  for (const { file, row } of placed) hash.update(`${file.digest} ${row}\n`);
  return {
    digest: hash.digest('hex'),
    read: async (index) => {
      const { file, row } = placed[index]!;
      return readRow(file.path, row);
    },
  };
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
  const header = encodeNpyHeader('|u1', [blockLength, imageSize, imageSize]);
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
