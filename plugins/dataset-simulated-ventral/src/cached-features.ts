import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { decodeNpy, encodeNpy } from '@ventral/assembly';
import { type RunContext, throwIfInterrupted, writing } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import { imageSize, type RenderedImages } from './image-cache.ts';
import { describeContours, v4Features } from './v4-front-end.ts';

// Part of the file's name: raised whenever any feature changes.
const frontEndVersion = 1;

/**
 * The features of {@link describeContours} for each image, row-major, from the cache where they were
 * computed before.
 *
 * @throws VentralError `INTERRUPTED` soon after the signal aborts
 */
export async function contourFeatures(
  images: RenderedImages,
  count: number,
  context: RunContext,
): Promise<Float32Array> {
  const name = `contours-${frontEndVersion}.${images.digest}.npy`;
  const path = join(context.cacheFolder, 'files', 'simulated-ventral', name);
  const kept = await readKept(path, count * v4Features.length);
  if (kept !== undefined) return kept;
  const features = new Float32Array(count * v4Features.length);
  for (let row = 0; row < count; row++) {
    if (row % 20 === 0) {
      throwIfInterrupted(context.signal, `after ${row} of ${count} images`);
      context.report({ task: 'Describing contours', done: row, total: count, unit: 'images' });
      // An interruption is only seen when the event loop turns.
      await setImmediate();
    }
    features.set(describeContours(await images.read(row), imageSize), row * v4Features.length);
  }
  context.report({ task: 'Describing contours', done: count, total: count, unit: 'images' });
  const partial = `${path}.${randomUUID()}.partial`;
  await writing(mkdir(dirname(path), { recursive: true }), dirname(path));
  await writing(writeFile(partial, encodeNpy(features, [count, v4Features.length])), partial);
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
