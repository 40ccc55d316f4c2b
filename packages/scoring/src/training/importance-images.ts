import type { RgbImage } from '@ventral/arrays';
import { type ImportanceData, type LabelledImages, throwIfInterrupted } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { findPlugin, type InstalledPackage, loadPlugin } from '@ventral/host';
import { type FitToInput, fitToInput } from '@ventral/images';
import {
  type Augmentation,
  harmonizerAlignment,
  type ImportanceMaps,
  type TrainingPass,
} from '@ventral/training';
import type { ProjectRun } from '../project-run.ts';
import { exchangeMaps } from './exchange-maps.ts';
import type { ImportanceObjective } from './train-request.ts';
import { loadSamples } from './training-images.ts';

/** Images, and how important people found their places. */
export interface ImportanceImages extends ImportanceData {
  /** The class of each image, where they are the classes that are learnt. */
  readonly labels: readonly number[] | undefined;
  readonly package: InstalledPackage;
}

/**
 * The images of a data set with maps of what people find important in them.
 *
 * @param classes that the network learns
 * @throws VentralError `PLUGIN_NOT_FOUND`, and `OPTION_INVALID` for a data set without maps
 */
export async function openImportanceImages(
  { maps: address }: ImportanceObjective,
  classes: readonly string[],
  { plugins, context }: ProjectRun,
): Promise<ImportanceImages> {
  const [id = '', ...rest] = address.split('.');
  const plugin = findPlugin(plugins, 'dataset', id);
  const dataset = await loadPlugin(plugins, 'dataset', id);
  const loaded = await dataset.load(context, rest.length === 0 ? undefined : rest.join('.'));
  const data = Object(loaded) as Partial<ImportanceData & LabelledImages>;
  const { stimuli, labels } = data;
  if (stimuli === undefined || typeof data.importance !== 'function') {
    throw new VentralError('OPTION_INVALID', `The data set '${address}' holds no maps.`, {
      hint: 'Give one of what people find important in images, such as OSIE.first-80.',
    });
  }
  const isSame = data.classes?.join('\n') === classes.join('\n');
  return {
    stimuli,
    importance: (index) => (data as ImportanceData).importance(index),
    labels: isSame ? labels : undefined,
    package: plugin.package,
  };
}

/**
 * What training does with images and maps of them, both brought to the size of the network, and varied alike.
 *
 * @throws VentralError `OPTION_INVALID`, `SHAPE_MISMATCH`, `RESPONSES_INVALID`, `STIMULI_MISMATCH` for maps that
 *   cannot be used
 */
export async function importancePass(
  { batchSize = 32, weight = 1, rampUp = 0, shuffled, variant, levels }: ImportanceObjective,
  { images, logits, augmentation }: LearntMaps,
  fitted: FittedSize,
  context: ProjectRun['context'],
): Promise<TrainingPass> {
  const { stimuli, labels } = images;
  const samples = await loadSamples(stimuli, fitted, 'images with maps', context);
  const own = await loadMaps(images, fitted, context);
  const maps = shuffled ? exchangeMaps(own, context.seed) : own;
  const objective = harmonizerAlignment({
    ...{ logits, maps },
    ...(labels && { labels }),
    ...(variant && { variant }),
    ...(levels !== undefined && { levels }),
  });
  return { images: samples, batchSize, augmentation, objectives: [{ objective, weight, rampUp }] };
}

interface LearntMaps {
  readonly images: ImportanceImages;
  readonly logits: string;
  readonly augmentation: Augmentation;
}

interface FittedSize {
  readonly resize: FitToInput;
  readonly size: number;
}

async function loadMaps(
  { stimuli: { id, stimuli }, importance }: ImportanceData,
  { resize, size }: FittedSize,
  { signal, report }: ProjectRun['context'],
): Promise<ImportanceMaps> {
  const total = stimuli.length;
  const values = new Float32Array(total * size * size);
  const isThere: boolean[] = [];
  for (const [index, stimulus] of stimuli.entries()) {
    throwIfInterrupted(signal, `after ${index} of ${total} maps`);
    const given = await importance(index);
    if (given !== undefined) {
      const { width, height } = await stimulus.load();
      const grey = asImage(given, { width, height }, `${id}, '${stimulus.id}'`);
      // As the network sees the image: stretched or cut alike.
      const { data } = fitToInput(grey, resize, { width: size, height: size });
      for (let at = 0; at < size * size; at++) values[index * size * size + at] = data[3 * at]!;
    }
    const own = values.subarray(index * size * size, (index + 1) * size * size);
    // What is the same everywhere, within what the network sees, says nothing of where to look.
    isThere.push(own.some((value) => value !== own[0]));
    report({ task: 'Reading maps', done: index + 1, total, unit: 'images' });
  }
  return { shape: [total, size, size], values, isThere };
}

/** A map as a grey image, of which the most important place is white. */
function asImage(
  map: ArrayLike<number>,
  { width, height }: { readonly width: number; readonly height: number },
  name: string,
): RgbImage {
  if (map.length !== width * height) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `The map of ${name} has ${map.length} numbers; the image is ${width} x ${height} pixels.`,
      { hint: 'Maps have one number a pixel, row by row.' },
    );
  }
  let largest = 0;
  for (let at = 0; at < map.length; at++) {
    const value = map[at]!;
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new VentralError('RESPONSES_INVALID', `The map of ${name} holds ${value}.`, {
        hint: 'Maps hold finite numbers from 0 on.',
      });
    }
    largest = Math.max(largest, value);
  }
  const data = new Uint8Array(3 * map.length);
  for (let at = 0; at < map.length && largest > 0; at++) {
    data.fill(Math.round((255 * map[at]!) / largest), 3 * at, 3 * at + 3);
  }
  return { width, height, data };
}
