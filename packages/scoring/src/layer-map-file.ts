import { existsSync } from 'node:fs';
import type { OpenModel } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { readJson } from '@ventral/files';
import { type LayerMap, parseLayerMap } from './layer-map.ts';

/**
 * Where the layer map of a model lies: beside its file (`net.onnx` has `net.layers.json`), and in
 * the current folder for a model that comes with a package.
 */
export function layerMapPath(modelArgument: string): string {
  return `${modelArgument.replace(/\.\w+$/, '')}.layers.json`;
}

/**
 * The layer map beside a model, whatever weights and preprocessing it is of.
 *
 * @throws VentralError `RECORD_INVALID` for what is no layer map
 */
export async function findLayerMap(modelArgument: string): Promise<LayerMap | undefined> {
  const path = layerMapPath(modelArgument);
  return existsSync(path) ? parseLayerMap(await readJson(path), path) : undefined;
}

/**
 * Reads the layer map of a model, where it has one.
 *
 * @throws VentralError `RECORD_INVALID` for what is no layer map, or one of another model
 */
export async function readLayerMap(
  modelArgument: string,
  { digest }: OpenModel,
): Promise<LayerMap | undefined> {
  const map = await findLayerMap(modelArgument);
  if (map === undefined || map.digest === digest) return map;
  const path = layerMapPath(modelArgument);
  throw new VentralError(
    'RECORD_INVALID',
    `${path} commits layers of ${map.model} with other weights or preprocessing.`,
    { hint: `Choose them anew: ventral commit ${modelArgument}. Or name a layer with --layer.` },
  );
}
