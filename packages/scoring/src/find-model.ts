import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Model, ModelFileOptions, OpenModelFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  findPlugin,
  type InstalledModelFile,
  type InstalledPackage,
  importExport,
  loadPlugin,
  type PluginIndex,
} from '@ventral/host';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import {
  type FileUse,
  type KnownFileOptions,
  optionsAsGiven,
  useOfFile,
} from './model-description.ts';

/** The fields of a request about a model file. */
export const modelFileFields: RequestFields<ModelFileOptions> = {
  preprocessing: v.optional(v.unknown()),
  imageSize: v.optional(v.number()),
  visualDegrees: v.optional(v.number()),
  tokenizer: v.optional(v.string()),
};

/** A model and the package it came from. */
export interface FoundModel {
  readonly model: Model;
  readonly package: InstalledPackage;
  /** Path of the model file, where it is one. */
  readonly file?: string;
  /** How that is used. */
  readonly options: KnownFileOptions;
  /** What else the description beside the file says. */
  readonly about: FileUse['about'];
  /** What was not asked for, and is as the description says. */
  readonly taken: readonly string[];
}

/**
 * The model that an argument of the command line means: a model file, by its extension, or the id
 * of a plugin. What is not asked of a model file is taken from the description beside it, unless `alone`:
 * a record says it all.
 *
 * @throws VentralError `FILE_UNREADABLE` for a file that is not there or that nothing opens
 * @throws VentralError `PLUGIN_NOT_FOUND` for an unknown id
 * @throws VentralError `OPTION_INVALID` for file options beside an id
 */
export async function findModel(
  argument: string,
  options: ModelFileOptions,
  index: PluginIndex,
  alone = false,
): Promise<FoundModel> {
  const opener = openerOf(argument, index);
  const file = opener === undefined ? argument : fileOf(argument, opener);
  if (opener !== undefined || isPath(argument)) requireFile(file);
  if (opener !== undefined) {
    const use = alone
      ? { options: await optionsAsGiven(options), about: {}, taken: [] }
      : await useOfFile(file, options);
    const by = use.options.tokenizer === undefined ? opener : textOpenerOf(argument, index);
    const openModelFile = (await importExport(by.package, by.export)) as OpenModelFile;
    const model = describedModel(openModelFile(file, use.options), use);
    return { model, package: by.package, file, ...use };
  }
  if (isPath(argument)) {
    const known = index.modelFiles.map(({ extension }) => extension).join(', ');
    throw new VentralError('FILE_UNREADABLE', `No installed package opens ${basename(argument)}.`, {
      hint:
        known === ''
          ? 'For .onnx files: npm install --ignore-scripts @ventral/model-onnx; for model.json ' +
            'of TensorFlow.js: npm install --ignore-scripts @ventral/model-tfjs @tensorflow/tfjs'
          : `Known are: ${known}`,
    });
  }
  const plugin = findPlugin(index, 'model', argument);
  if (Object.keys(await optionsAsGiven(options)).length > 0) {
    throw new VentralError(
      'OPTION_INVALID',
      `The model '${argument}' brings its own preprocessing, image size or tokenizer.`,
      {
        hint: 'Leave out --preprocessing, --image-size and --tokenizer: they are for model files.',
      },
    );
  }
  const model = await loadPlugin(index, 'model', argument);
  return { model, package: plugin.package, options: {}, about: {}, taken: [] };
}

function describedModel(model: Model, { options: { visualDegrees }, about }: FileUse): Model {
  return { ...model, ...about, ...(visualDegrees !== undefined && { visualDegrees }) };
}

/**
 * What opens an argument as a model file, by how its name ends, in small letters or capitals, and by what may
 * stand before it: `retinal+net.onnx`, unless that is the name of a file.
 */
export function openerOf(argument: string, index: PluginIndex): InstalledModelFile | undefined {
  const found = openersOf(argument, index);
  const fronted = found.find(({ prefix }) => prefix !== undefined);
  const plain = found.filter(({ prefix }) => prefix === undefined);
  if (fronted !== undefined && !existsSync(argument)) return fronted;
  // Files of which none but language is read are read so; of the others, a tokenizer decides.
  return plain.find(({ stimuli }) => stimuli === undefined) ?? plain[0];
}

/** What reads a model file as one of language. */
function textOpenerOf(argument: string, index: PluginIndex): InstalledModelFile {
  const found = openersOf(argument, index).find(({ stimuli }) => stimuli === 'text');
  if (found !== undefined) return found;
  throw new VentralError(
    'FILE_UNREADABLE',
    `No installed package reads ${basename(argument)} as a model of language.`,
    { hint: 'For .onnx files: npm install --ignore-scripts @ventral/model-language' },
  );
}

function openersOf(argument: string, { modelFiles }: PluginIndex): readonly InstalledModelFile[] {
  const name = basename(argument).toLowerCase();
  return modelFiles.filter(
    ({ extension, prefix = '' }) =>
      name.startsWith(prefix.toLowerCase()) &&
      name.slice(prefix.length).endsWith(extension.toLowerCase()),
  );
}

/** The path of a model file: the argument without what stands before the file's name. */
export function fileOf(argument: string, { prefix = '' }: InstalledModelFile): string {
  if (prefix === '') return argument;
  return join(dirname(argument), basename(argument).slice(prefix.length));
}

function isPath(argument: string): boolean {
  return /[/\\]/.test(argument) || existsSync(argument);
}

function requireFile(path: string): void {
  if (existsSync(path)) return;
  throw new VentralError('FILE_UNREADABLE', `There is no file ${path}.`, {
    hint: 'Check the path; a model that comes with a package is named by its id (ventral list).',
  });
}
