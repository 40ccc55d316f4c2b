import type { Layer, ModelFileOptions, UnusableLayer } from '@ventral/core';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { findModel, modelFileFields } from './find-model.ts';
import type { ProjectRun } from './project-run.ts';

/** A model whose layers to list. */
export interface LayersRequest extends ModelFileOptions {
  /** Id of a model, or path of a model file, which here needs no preprocessing. */
  readonly model: string;
}

/** The fields of a request to list layers. */
export const layersFields: RequestFields<LayersRequest> = { ...modelFileFields, model: v.string() };

/** A layer of a model, and what it is used for. */
export interface ListedLayer extends Layer {
  /** The product of its shape, where that is known. */
  readonly features: number | undefined;
  /** Whether it is one of those that are scored where none is named. */
  readonly candidate: boolean;
  /** The regions to which the model's package commits it. */
  readonly regions: readonly string[];
}

/** What a model computes from stimuli, in the order in which it is computed. */
export interface LayerListing {
  readonly layers: readonly ListedLayer[];
  /** Values that cannot be read as layers, with the reason. */
  readonly unusable: readonly UnusableLayer[];
}

/** The layers of a model, and what cannot be used as one. */
export async function listLayers(
  request: LayersRequest,
  { plugins, context }: ProjectRun,
): Promise<LayerListing> {
  const { model } = await findModel(request.model, request, plugins);
  const open = await model.open(context);
  try {
    const layers = open.layers.map((layer) => ({
      ...layer,
      features: countFeatures(layer),
      candidate: open.candidateLayers.includes(layer.name),
      regions: Object.entries(model.regionLayers ?? {})
        .filter(([, name]) => name === layer.name)
        .map(([region]) => region),
    }));
    return { layers, unusable: open.unusable ?? [] };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}

function countFeatures({ shape }: Layer): number | undefined {
  let product = 1;
  for (const size of shape) {
    if (size === undefined) return undefined;
    product *= size;
  }
  return product;
}
