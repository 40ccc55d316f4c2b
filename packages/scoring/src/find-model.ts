import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { Model, ModelFileOptions, OpenModelFile } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
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

/** The fields of a request about a model file. */
export const modelFileFields: RequestFields<ModelFileOptions> = {
  preprocessing: v.optional(v.unknown()),
  imageSize: v.optional(v.number()),
};

/** A model and the package it came from. */
export interface FoundModel {
  readonly model: Model;
  readonly package: InstalledPackage;
  /** The model file, where it is one. */
  readonly file?: string;
}

/**
 * The model that an argument of the command line means: a model file, by its extension, or the id
 * of a plugin.
 *
 * @throws VentralError `FILE_UNREADABLE` for a file that is not there or that nothing opens
 * @throws VentralError `PLUGIN_NOT_FOUND` for an unknown id
 * @throws VentralError `OPTION_INVALID` for file options beside an id
 */
export async function findModel(
  argument: string,
  options: ModelFileOptions,
  index: PluginIndex,
): Promise<FoundModel> {
  const opener = openerOf(argument, index);
  if (opener !== undefined || isPath(argument)) requireFile(argument);
  if (opener !== undefined) {
    const openModelFile = (await importExport(opener.package, opener.export)) as OpenModelFile;
    const preprocessing = await readPreprocessing(options.preprocessing);
    const model = openModelFile(argument, { preprocessing, imageSize: options.imageSize });
    return { model, package: opener.package, file: argument };
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
  if (options.preprocessing !== undefined || options.imageSize !== undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `The model '${argument}' brings its own preprocessing and image size.`,
      { hint: 'Leave out --preprocessing and --image-size: they are for model files.' },
    );
  }
  return { model: await loadPlugin(index, 'model', argument), package: plugin.package };
}

/** What opens an argument as a model file, by how its name ends, in small letters or capitals. */
export function openerOf(argument: string, index: PluginIndex): InstalledModelFile | undefined {
  const name = argument.toLowerCase();
  return index.modelFiles.find(({ extension }) => name.endsWith(extension.toLowerCase()));
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

/**
 * Reads the preprocessing where it is named by a file.
 *
 * @throws VentralError `FILE_UNREADABLE`
 */
export async function readPreprocessing(given: unknown): Promise<unknown> {
  return typeof given === 'string' && given.endsWith('.json') ? readJson(given) : given;
}
