import { basename } from 'node:path';
import type { Model, ModelFileOptions } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { languageModel } from '@ventral/language';

/**
 * Makes a model of reading of a causal language model in an ONNX file on this machine, named after it.
 *
 * @throws VentralError `OPTION_INVALID` where no tokenizer is named
 */
export function languageModelFromOnnxFile(path: string, { tokenizer }: ModelFileOptions): Model {
  if (tokenizer === undefined) {
    throw new VentralError(
      'OPTION_INVALID',
      `${path} is to read texts, and no tokenizer is named.`,
      {
        hint: 'Name the tokenizer.json of the model: --tokenizer tokenizer.json.',
      },
    );
  }
  return languageModel({
    id: basename(path).replace(/\.onnx$/i, ''),
    title: basename(path),
    network: path,
    tokenizer,
  });
}
