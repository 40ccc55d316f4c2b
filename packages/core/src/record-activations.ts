import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FeatureMatrix, StimulusSet } from '@ventral/assembly';
import { VentralError } from '@ventral/errors';
import { openFeatureFile } from './feature-file.ts';
import { formatBytes } from './format-bytes.ts';
import type { ActivationBatch, OpenModel } from './model.ts';
import { PartialFeatureFile } from './partial-feature-file.ts';
import { type RunContext, throwIfInterrupted } from './run-context.ts';
import { explainWriteError } from './write-error.ts';

/**
 * The activations of a model for a set of stimuli, by layer: from the cache where they were
 * recorded before, else recorded now.
 *
 * Each layer is a .npy file (stimuli x features, float32) in a folder named by the digests of the
 * model and the stimuli. Rows are written as the model yields them: an interrupted recording
 * continues after its last whole row. Memory is bounded by one batch; disk grows as
 * stimuli x features x 4 bytes.
 *
 * @throws VentralError `DISK_FULL` where the disk has too little room, before it is filled
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 */
export async function recordActivations(
  model: OpenModel,
  stimuli: StimulusSet,
  layers: readonly string[],
  context: RunContext,
): Promise<ReadonlyMap<string, FeatureMatrix>> {
  const key = createHash('sha256').update(`${model.digest}\n${stimuli.digest}`).digest('hex');
  const folder = join(context.cacheFolder, 'activations', key);
  const pathOf = (layer: string) => join(folder, `${encodeURIComponent(layer)}.npy`);
  const missing = layers.filter((layer) => !existsSync(pathOf(layer)));
  if (missing.length > 0) {
    try {
      await mkdir(folder, { recursive: true });
      await record(model, stimuli, missing, pathOf, context);
    } catch (error) {
      throw explainWriteError(error, folder);
    }
  }
  const ids = stimuli.stimuli.map(({ id }) => id);
  const features = layers.map(async (layer): Promise<[string, FeatureMatrix]> => {
    const file = await openFeatureFile(pathOf(layer));
    return [layer, file.withStimuli(ids)];
  });
  return new Map(await Promise.all(features));
}

async function record(
  model: OpenModel,
  stimuli: StimulusSet,
  layers: readonly string[],
  pathOf: (layer: string) => string,
  context: RunContext,
): Promise<void> {
  const total = stimuli.stimuli.length;
  const what = layers.length === 1 ? layers[0] : `${layers.length} layers`;
  const task = `Recording ${what} for ${stimuli.id}`;
  const files = new Map<string, PartialFeatureFile>();
  try {
    for (const layer of layers) {
      files.set(layer, await PartialFeatureFile.open(pathOf(layer), total));
    }
    const first = Math.min(...[...files.values()].map(({ wholeRows }) => wholeRows));
    let done = first;
    context.report({ task, done, total, unit: 'images' });
    for await (const batch of model.look(stimuli.stimuli.slice(first), layers, context)) {
      if (done === first) await refuseFullDisk(pathOf(''), batch, total - first);
      for (const [layer, file] of files) {
        const values = batch.activations.get(layer) as Float32Array;
        await file.write(first + batch.start, batch.count, values);
      }
      done = first + batch.start + batch.count;
      context.report({ task, done, total, unit: 'images' });
      throwIfInterrupted(context.signal, `after ${done} of ${total} images`);
    }
    for (const file of files.values()) await file.finish();
  } finally {
    for (const file of files.values()) await file.close();
  }
}

async function refuseFullDisk(
  path: string,
  { activations, count }: ActivationBatch,
  images: number,
): Promise<void> {
  const batchBytes = [...activations.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const needed = (batchBytes / count) * images;
  const { bavail, bsize } = await statfs(dirname(path));
  if (needed > bavail * bsize) {
    throw new VentralError(
      'DISK_FULL',
      `Activations of ${images} images need ${formatBytes(needed)} in ${dirname(path)}; ` +
        `${formatBytes(bavail * bsize)} are free.`,
      {
        hint:
          'Score fewer layers at a time, clear old ones with: ventral cache clear --activations, ' +
          'or keep the cache on another disk: --cache DIR.',
      },
    );
  }
}
