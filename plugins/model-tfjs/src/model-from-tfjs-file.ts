import { basename, dirname, resolve } from 'node:path';
import type { Model, ModelFileOptions } from '@ventral/core';
import { readPreprocessing } from '@ventral/network';
import { tfjsModel } from './tfjs-model.ts';

/**
 * Makes a model of a `model.json` on this machine, named after its folder, or after whatever stands
 * before `model.json` in its name.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, or what is no preprocessing
 */
export function modelFromTfjsFile(path: string, options: ModelFileOptions): Model {
  const before = basename(path).replace(/[-_.]?model\.json$/i, '');
  const id = before === '' ? basename(dirname(resolve(path))) : before;
  return tfjsModel({
    id,
    title: `${id}, a network of TensorFlow.js`,
    file: path,
    preprocessing: readPreprocessing(options.preprocessing),
    imageSize: options.imageSize,
  });
}
