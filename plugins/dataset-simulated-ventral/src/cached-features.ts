import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { decodeNpy, encodeNpy } from '@ventral/arrays';
import { type RunContext, throwIfInterrupted } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { writing } from '@ventral/files';
import { eachInThreads } from './each-in-threads.ts';
import type { RenderedImages } from './image-cache.ts';
import { v1Features } from './v1-front-end.ts';
import { v4Features } from './v4-front-end.ts';

// The version is part of the file's name: raised whenever any feature changes.
const frontEnds = {
  edges: { version: 1, width: v1Features.length },
  contours: { version: 1, width: v4Features.length },
} as const;

/** What images are described by: V1's `edges`, V4's `contours`. */
export type FrontEnd = keyof typeof frontEnds;

/** Images that a thread describes at once. */
const atOnce = 20;

/**
 * The features of `describeEdges` or `describeContours` for each image, row-major, from the cache where they
 * were computed before.
 *
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function cachedFeatures(
  frontEnd: FrontEnd,
  images: RenderedImages,
  count: number,
  context: RunContext,
): Promise<Float32Array> {
  const { version, width } = frontEnds[frontEnd];
  const name = `${frontEnd}-${version}.${images.digest}.npy`;
  const path = join(context.cacheFolder, 'files', 'simulated-ventral', name);
  const kept = await readKept(path, count * width);
  if (kept !== undefined) return kept;
  const features = new Float32Array(count * width);
  const starts = Array.from({ length: Math.ceil(count / atOnce) }, (_, index) => index * atOnce);
  let done = 0;
  const report = () => {
    throwIfInterrupted(context.signal, `after ${done} of ${count} images`);
    context.report({ task: `Describing ${frontEnd}`, done, total: count, unit: 'images' });
  };
  report();
  await eachInThreads(starts, async (start, threads) => {
    const rows = Array.from({ length: Math.min(atOnce, count - start) }, (_, row) => start + row);
    const pixels = Buffer.concat(await Promise.all(rows.map((row) => images.read(row))));
    features.set(await threads.run(frontEnd, pixels), start * width);
    done += rows.length;
    report();
  });
  const partial = `${path}.${randomUUID()}.partial`;
  await writing(mkdir(dirname(path), { recursive: true }), dirname(path));
  await writing(writeFile(partial, encodeNpy(features, [count, width])), partial);
  await writing(rename(partial, path), path);
  return features;
}

async function readKept(path: string, size: number): Promise<Float32Array | undefined> {
  try {
    const { values } = decodeNpy(await readFile(path));
    return values instanceof Float32Array && values.length === size ? values : undefined;
  } catch (error) {
    // Damaged: they are computed again.
    if (isVentralError(error, 'DATA_CORRUPT')) return undefined;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
