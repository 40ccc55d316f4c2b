import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StimulusSet } from '@ventral/arrays';
import { type LabelledImages, type RunContext, throwIfInterrupted } from '@ventral/core';
import { didYouMean, VentralError } from '@ventral/errors';
import { openLabelledFolder } from '@ventral/files';
import { findPlugin, type InstalledPackage, loadPlugin } from '@ventral/host';
import { type FitToInput, fitToInput } from '@ventral/images';
import type { ImageSamples } from '@ventral/training';
import type { ProjectRun } from '../project-run.ts';
import { holdOutImages } from './hold-out-images.ts';
import type { TrainRequest } from './train-request.ts';

/** Images to learn from, and others to see how well that went. */
export interface TrainingImages {
  readonly training: LabelledImages;
  readonly validation: LabelledImages | undefined;
  /** The package that they come from, where it is one. */
  readonly package: InstalledPackage | undefined;
}

/**
 * The images that an argument means: a folder of labelled images, `train` and `test` in it or not; a data set with
 * parts of these names; or one part of a data set, as `CIFAR10.exact-200`.
 *
 * A share that is asked for is held out of them by the seed of the run.
 *
 * @throws VentralError `PLUGIN_NOT_FOUND`, `FILE_UNREADABLE`, and `OPTION_INVALID` for images without classes, and
 *   where a share is to be held out of images that have a part `test`
 */
export async function openTrainingImages(
  { data, label, validation: share }: Pick<TrainRequest, 'data' | 'label' | 'validation'>,
  run: ProjectRun,
): Promise<TrainingImages> {
  const images = await openGivenImages(data, label, run);
  if (share === undefined) return images;
  if (images.validation !== undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `${data} has a part for validation, 'test': nothing is held out.`,
      { hint: 'Leave out --validation, or name the part to learn from, as in CIFAR10.train.' },
    );
  }
  return { ...images, ...holdOutImages(images.training, share, run.context.seed) };
}

/** @param label column of the stimuli of a data set that says the class of each, such as `object_name` */
async function openGivenImages(
  data: string,
  label: string | undefined,
  { plugins, context }: ProjectRun,
): Promise<TrainingImages> {
  if (isFolder(data)) {
    if (label !== undefined) {
      throw new VentralError(
        'OPTION_INVALID',
        `${data} has its classes as folders, not '${label}'.`,
        {
          hint: 'Leave out --label: it is for data sets.',
        },
      );
    }
    const [train, test] = [join(data, 'train'), join(data, 'test')];
    if (!isFolder(train)) {
      const training = await openLabelledFolder(data);
      return { training, validation: undefined, package: undefined };
    }
    const training = await openLabelledFolder(train);
    const validation = isFolder(test) ? await openLabelledFolder(test) : undefined;
    if (validation !== undefined) requireSameClasses(data, training, validation);
    return { training, validation, package: undefined };
  }
  if (/[/\\]/.test(data)) {
    throw new VentralError('FILE_UNREADABLE', `There is no folder ${data}.`, {
      hint: 'Give a folder of labelled images, DIR/train/cat/1.png, or the id of a data set.',
    });
  }
  const [id = '', ...rest] = data.split('.');
  const part = rest.join('.');
  const plugin = findPlugin(plugins, 'dataset', id);
  const dataset = await loadPlugin(plugins, 'dataset', id);
  const load = async (name: string | undefined, classes?: readonly string[]) => {
    const loaded = await dataset.load(context, name);
    if (label !== undefined) return labelledBy(label, data, loaded, classes);
    if (isLabelled(loaded)) return loaded;
    throw new VentralError('OPTION_INVALID', `The data set '${data}' holds no labelled images.`, {
      hint:
        'Give one whose images have classes, such as CIFAR10, or a folder of labelled images; or say which of its ' +
        'columns is the class: --data SimulatedVentral --label object_name.',
    });
  };
  const hasBoth = dataset.parts?.includes('train') === true && dataset.parts.includes('test');
  if (part === '' && hasBoth) {
    const training = await load('train');
    const validation = await load('test', training.classes);
    return { training, validation, package: plugin.package };
  }
  const training = await load(part === '' ? undefined : part);
  return { training, validation: undefined, package: plugin.package };
}

// Decoded at once.
const atOnce = 32;

/** Images in memory, as a network of this size sees them before they are normalised. */
export async function loadSamples(
  { stimuli }: StimulusSet,
  { resize, size }: { readonly resize: FitToInput; readonly size: number },
  what: string,
  { signal, report }: Pick<RunContext, 'signal' | 'report'>,
): Promise<ImageSamples> {
  const total = stimuli.length;
  const levels = new Uint8Array(total * size * size * 3);
  for (let start = 0; start < total; start += atOnce) {
    throwIfInterrupted(signal, `after ${start} of ${total} images`);
    const block = stimuli.slice(start, start + atOnce);
    const images = await Promise.all(
      block.map(async (stimulus) =>
        fitToInput(await stimulus.load(), resize, { width: size, height: size }),
      ),
    );
    for (const [index, { data }] of images.entries()) {
      levels.set(data, (start + index) * size * size * 3);
    }
    const done = Math.min(total, start + atOnce);
    report({ task: `Reading ${what}`, done, total, unit: 'images' });
  }
  return { count: total, height: size, width: size, levels };
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function isLabelled(loaded: unknown): loaded is LabelledImages {
  const { stimuli, labels, classes } = Object(loaded) as Partial<LabelledImages>;
  return stimuli !== undefined && Array.isArray(labels) && Array.isArray(classes);
}

/**
 * Stimuli with what a column of theirs says as their classes.
 *
 * @param known the classes, where other stimuli said them; by default in the order of first appearance
 */
function labelledBy(
  label: string,
  data: string,
  loaded: unknown,
  known?: readonly string[],
): LabelledImages {
  const { stimuli } = Object(loaded) as Partial<LabelledImages>;
  const columns = stimuli?.columns ?? {};
  const column = Object.hasOwn(columns, label) ? columns[label]?.map(String) : undefined;
  if (stimuli === undefined || column === undefined) {
    const names = Object.keys(columns);
    throw new VentralError('OPTION_INVALID', `The stimuli of ${data} have no column '${label}'.`, {
      hint: `${didYouMean(label, names)}They have ${names.length === 0 ? 'none' : names.join(', ')}.`,
    });
  }
  const classes = known ?? [...new Set(column)];
  const other = column.find((name) => !classes.includes(name));
  if (other !== undefined) {
    throw new VentralError('OPTION_INVALID', `${data} has the class '${other}' in test alone.`, {
      hint: 'Give a column that says the same classes in both parts.',
    });
  }
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  return { stimuli, classes, labels: column.map((name) => indexOf.get(name) as number) };
}

function requireSameClasses(
  data: string,
  training: LabelledImages,
  validation: LabelledImages,
): void {
  const [own, other] = [training.classes.join(', '), validation.classes.join(', ')];
  if (own === other) return;
  throw new VentralError(
    'OPTION_INVALID',
    `${data} has the classes ${own} in train, and ${other} in test.`,
    { hint: 'Give both the same class folders.' },
  );
}
