import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureMatrix, RgbImage } from '@ventral/arrays';
import type { ProgressEvent, RunContext } from '@ventral/core';
import { createRunContext } from '@ventral/host';
import type { TemporaryFolder } from '@ventral/testing';
import { imageAt } from '@ventral/testing';

/** A run whose cache is a folder of the test. */
export function contextIn(cache: TemporaryFolder, settings: Partial<RunContext> = {}): RunContext {
  return createRunContext({ cacheFolder: cache.path, mirrors: [], ...settings });
}

/** The images of `someStimuli`. */
export function images(count: number): readonly RgbImage[] {
  return Array.from({ length: count }, (_, index) => imageAt(index));
}

/** All that was recorded in a layer, `stimuli x features`. */
export async function valuesOf(
  recorded: ReadonlyMap<string, FeatureMatrix>,
  layer: string,
): Promise<Float32Array | Float64Array> {
  const features = recorded.get(layer) as FeatureMatrix;
  return features.readColumns(0, features.featureCount);
}

/** Paths of the files in a cache. */
export async function filesIn(cache: TemporaryFolder): Promise<readonly string[]> {
  const entries = await readdir(cache.path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map(({ parentPath, name }) => join(parentPath, name)).sort();
}

/** Aborts once so many images are recorded. */
export function abortingAfter(images: number): Pick<RunContext, 'signal' | 'report'> {
  const controller = new AbortController();
  const report = ({ done }: ProgressEvent) => {
    if (done >= images) controller.abort();
  };
  return { signal: controller.signal, report };
}
