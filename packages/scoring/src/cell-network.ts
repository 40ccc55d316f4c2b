import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { VentralError } from '@ventral/errors';
import { hashOwnFile } from '@ventral/files';
import * as v from 'valibot';
import { type CellNetwork, fileName } from './cell.ts';
import { modelDescriptionPath } from './model-description.ts';
import type { OpenedModel } from './open-model.ts';

/**
 * The files of a model file, the description beside it among them, by their content. They are named from its folder, or
 * from the folder above where one of them lies there, as tokenizers do beside `onnx/model.onnx`.
 *
 * @returns undefined for a model that is no file
 * @throws VentralError `OPTION_INVALID` for a file that lies elsewhere, or whose name no cell can hold
 */
export async function cellNetwork({
  argument,
  open,
  found: { file, options },
}: OpenedModel): Promise<CellNetwork | undefined> {
  if (file === undefined) return undefined;
  const description = modelDescriptionPath(file);
  const paths = [
    ...(open.files ?? [file]),
    ...(existsSync(description) ? [description] : []),
    ...(options.tokenizer === undefined ? [] : [options.tokenizer]),
  ];
  const beside = dirname(file);
  const isBeside = paths.every((path) => !pathFrom(beside, path).startsWith('../'));
  const folder = isBeside ? beside : join(beside, '..');
  const files = await Promise.all(
    [...new Set(paths)].map(async (path) => ({
      name: nameFrom(folder, path, file),
      ...(await hashOwnFile(path)),
    })),
  );
  return { name: nameFrom(folder, argument, file), files };
}

/**
 * The folder that the files of a network are named from.
 *
 * @param path where its model file lies on this machine
 */
export function networkFolder({ name }: Pick<CellNetwork, 'name'>, path: string): string {
  return join(path, ...name.split('/').map(() => '..'));
}

/** Where a file of a network lies, as cells name it: from {@link networkFolder}. */
export function nameInNetwork(network: CellNetwork, path: string, modelFile: string): string {
  return nameFrom(networkFolder(network, modelFile), path, modelFile);
}

function nameFrom(folder: string, path: string, file: string): string {
  const name = pathFrom(folder, path);
  if (v.is(fileName, name)) return name;
  throw new VentralError(
    'OPTION_INVALID',
    `${basename(file)} reads ${path}, which cannot be sent to workers.`,
    {
      hint:
        'Put weights and tokenizer of a network beside it, below its folder, or in the folder above, under names that ' +
        'begin with no dot.',
    },
  );
}

function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll('\\', '/');
}
