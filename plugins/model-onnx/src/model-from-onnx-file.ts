import { basename } from 'node:path';
import type { Model, ModelFileOptions } from '@ventral/core';
import { readPreprocessing } from '@ventral/network';
import { onnxModel } from './onnx-model.ts';

/**
 * Makes a model of an ONNX file on this machine, named after it.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown preset, or what is no preprocessing
 */
export function modelFromOnnxFile(path: string, options: ModelFileOptions): Model {
  return onnxModel({
    id: basename(path).replace(/\.onnx$/i, ''),
    title: basename(path),
    file: path,
    preprocessing: readPreprocessing(options.preprocessing),
    imageSize: options.imageSize,
  });
}
