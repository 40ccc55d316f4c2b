import { createHash } from 'node:crypto';
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FeatureMatrix, StimulusSet } from '@ventral/arrays';
import type { ActivationBatch, OpenModel } from '@ventral/core';
import { type RunContext, stimulusNoun, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { formatBytes, markUsed, openFeatureFile, writing } from '@ventral/files';
import { deviceIdentity } from '@ventral/onnx';
import { findCheckedRows } from './checked-rows.ts';
import { PartialFeatureFile } from './partial-feature-file.ts';
import { fetchShared, putShared } from './shared-activations.ts';

/** Files of activations that a run (or a renewal) has recorded or checked, by path, as they were then. */
const knownFiles = new WeakMap<object, Map<string, string>>();

/**
 * The activations of a model for a set of stimuli, by layer: from the cache where they were
 * recorded before, else recorded now. A run checks each file once against the checksum that it was
 * written with; a file that is damaged is recorded anew, which the task that is reported says.
 *
 * Each layer is a .npy file (stimuli x features, float32) in a folder named by the digests of the
 * model and the stimuli, and by the device; of WebGPU, by the adapter and its driver. Rows are written as the model yields them: an interrupted recording
 * continues after its last row that is as it was written. Where the context shares activations, those of other
 * machines are fetched, and what is recorded is put there. Memory is bounded by one batch; disk grows as
 * stimuli x features x 4 bytes.
 *
 * @throws VentralError `DISK_FULL` where the disk has too little room, before it is filled
 * @throws VentralError `FILE_UNWRITABLE` where the cache cannot be written
 * @throws VentralError `INTERRUPTED` soon after the context's signal aborts
 * @throws VentralError `MODEL_FAILED` where the model yields other than what it was asked for
 */
export async function recordActivations(
  model: OpenModel<unknown>,
  stimuli: StimulusSet<unknown>,
  layers: readonly string[],
  context: RunContext,
): Promise<ReadonlyMap<string, FeatureMatrix>> {
  // Another device may round differently.
  const device = await deviceIdentity(context.device);
  const content = [model.digest, stimuli.digest, device].join('\n');
  const key = createHash('sha256').update(content).digest('hex');
  const folder = join(context.cacheFolder, 'activations', key);
  const paths = new Map(layers.map((layer) => [layer, join(folder, fileName(layer))]));
  const scope = context.renewal ?? context.run;
  const known = knownFiles.get(scope) ?? new Map<string, string>();
  knownFiles.set(scope, known);
  const missing = new Map<string, string>();
  let damaged = 0;
  for (const [layer, path] of paths) {
    const state = await stateOf(path, known, context);
    if (state !== 'whole') missing.set(layer, path);
    if (state === 'damaged') damaged += 1;
  }
  if (missing.size > 0) {
    await writing(mkdir(folder, { recursive: true }), folder);
    await fetchOrRecord(model, stimuli, missing, { folder, damaged }, context);
    for (const path of missing.values()) known.set(path, (await identityOf(path)) ?? '');
  }
  const ids = stimuli.stimuli.map(({ id }) => id);
  const features = [...paths].map(async ([layer, path]): Promise<[string, FeatureMatrix]> => {
    await markUsed(path);
    const file = await openFeatureFile(path);
    return [layer, file.withStimuli(ids)];
  });
  return new Map(await Promise.all(features));
}

// Readable, and told apart by the hash: layers may have names that are too long for a file, hold
// any character, or differ in upper and lower case alone.
function fileName(layer: string): string {
  const readable = layer.replaceAll(/[^\w-]+/g, '-').slice(0, 80);
  const hash = createHash('sha256').update(layer).digest('hex').slice(0, 16);
  return `${readable}-${hash}.npy`;
}

async function stateOf(
  path: string,
  known: Map<string, string>,
  { renewal }: RunContext,
): Promise<'missing' | 'damaged' | 'whole'> {
  try {
    const identity = await identityOf(path);
    if (identity === undefined) return 'damaged';
    if (known.get(path) === identity) return 'whole';
    if (renewal !== undefined) return 'missing';
    await using file = await open(path);
    if ((await findCheckedRows(file, 'finished')) === undefined) return 'damaged';
    known.set(path, identity);
    return 'whole';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code === 'ENOENT' ? 'missing' : 'damaged';
  }
}

/**
 * What tells a file from what was in its place, or in it, before; undefined for what is no file. Whole
 * milliseconds: noting that a file was used keeps no finer ones.
 */
async function identityOf(path: string): Promise<string | undefined> {
  const found = await stat(path);
  return found.isFile() ? [found.ino, found.size, found.mtime.getTime()].join() : undefined;
}

async function fetchOrRecord(
  model: OpenModel<unknown>,
  stimuli: StimulusSet<unknown>,
  missing: ReadonlyMap<string, string>,
  place: { readonly folder: string; readonly damaged: number },
  context: RunContext,
): Promise<void> {
  // A renewal looks at the model anew.
  const isAlone = context.renewal !== undefined;
  const fetched = isAlone ? [] : await fetchShared(missing, stimuli.stimuli.length, context);
  const there = new Map(fetched);
  const rest = new Map([...missing].filter(([layer]) => !there.has(layer)));
  if (rest.size === 0) return;
  await record(model, stimuli, rest, place, context);
  if (!isAlone) await putShared(rest, context);
}

async function record(
  model: OpenModel<unknown>,
  stimuli: StimulusSet<unknown>,
  paths: ReadonlyMap<string, string>,
  { folder, damaged }: { readonly folder: string; readonly damaged: number },
  context: RunContext,
): Promise<void> {
  const layers = [...paths.keys()];
  const total = stimuli.stimuli.length;
  const noun = stimulusNoun(stimuli.kind);
  const unit = noun === 'images' ? noun : 'stimuli';
  const what = layers.length === 1 ? layers[0] : `${layers.length} layers`;
  const why = damaged === 0 ? '' : ` (${damaged} damaged in the cache)`;
  const task = `Recording ${what} for ${stimuli.id}${why}`;
  const files = new Map<string, PartialFeatureFile>();
  try {
    for (const [layer, path] of paths) {
      if (context.renewal !== undefined) await rm(`${path}.partial`, { force: true });
      files.set(layer, await PartialFeatureFile.open(path, total));
    }
    const first = Math.min(...[...files.values()].map(({ wholeRows }) => wholeRows));
    const rest = stimuli.stimuli.slice(first);
    let done = first;
    context.report({ task, done, total, unit });
    // Nothing is left to look at where the run was stopped after its last row.
    for await (const batch of rest.length === 0 ? [] : model.look(rest, layers, context)) {
      requireNext(batch, done - first, rest.length);
      if (done === first) await refuseFullDisk(folder, batch, rest.length);
      for (const [layer, file] of files) {
        await file.write(done, batch.count, valuesOf(batch, layer));
      }
      done += batch.count;
      context.report({ task, done, total, unit });
      if (done < total) throwIfInterrupted(context.signal, `after ${done} of ${total} ${noun}`);
    }
    if (done < total) {
      throwIfInterrupted(context.signal, `after ${done} of ${total} ${noun}`);
      throw modelFailed(`ended after ${done} of ${total} ${noun}`);
    }
    for (const file of files.values()) await file.finish();
  } finally {
    for (const file of files.values()) await file.close();
  }
}

// What a model does wrong must not be kept as its activations.
function requireNext({ start, count }: ActivationBatch, expected: number, total: number): void {
  if (start === expected && count > 0 && start + count <= total) return;
  throw modelFailed(
    `yielded ${count} stimuli from stimulus ${start} on, where stimulus ${expected} of ${total} was next`,
  );
}

function valuesOf({ activations, count }: ActivationBatch, layer: string): Float32Array {
  const values = activations.get(layer);
  if (values === undefined) throw modelFailed(`yielded nothing for its layer '${layer}'`);
  if (values.length % count === 0) return values;
  throw modelFailed(`yielded ${values.length} values for ${count} stimuli in '${layer}'`);
}

function modelFailed(what: string): VentralError {
  return new VentralError('MODEL_FAILED', `The model ${what}.`, {
    hint: 'Report this to the authors of the model. What was recorded before is kept.',
  });
}

async function refuseFullDisk(
  folder: string,
  { activations, count }: ActivationBatch,
  stimuli: number,
): Promise<void> {
  const batchBytes = [...activations.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const needed = (batchBytes / count) * stimuli;
  const { bavail, bsize } = await statfs(folder);
  if (needed > bavail * bsize) {
    throw new VentralError(
      'DISK_FULL',
      `Activations of ${stimuli} stimuli need ${formatBytes(needed)} in ${folder}; ` +
        `${formatBytes(bavail * bsize)} are free.`,
      {
        hint:
          'Score fewer layers at a time, clear old ones with: ventral cache clear --activations, ' +
          'or keep the cache on another disk: --cache DIR.',
      },
    );
  }
}
