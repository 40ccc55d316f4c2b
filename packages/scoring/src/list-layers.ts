import type {
  Device,
  Layer,
  Model,
  ModelFileOptions,
  OpenModel,
  OperatorPlace,
  UnusableLayer,
} from '@ventral/core';
import { layersOfChoice } from '@ventral/host';
import * as v from 'valibot';
import type { RequestFields } from './check-request.ts';
import { findModel, modelFileFields } from './find-model.ts';
import { committedLayers } from './layer-map.ts';
import { findLayerMap } from './layer-map-file.ts';
import { openOnDevice } from './open-on-device.ts';
import type { ProjectRun } from './project-run.ts';
import { type RecordedAnatomy, recordAnatomy } from './recorded-anatomy.ts';

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
  /** Weighted layers on the longest way from the image to it; undefined where the graph is not known. */
  readonly depth: number | undefined;
  /** Whether it is one of those that are scored where none is named. */
  readonly candidate: boolean;
  /** The regions that it stands for by the layer map beside the model, its description or its package. */
  readonly regions: readonly string[];
  /** What computes it, where a device other than the CPU was named and the model can say. */
  readonly device?: Device | undefined;
}

/** What a model computes from stimuli, in the order in which it is computed. */
export interface LayerListing {
  readonly layers: readonly ListedLayer[];
  /** Values that cannot be read as layers, with the reason. */
  readonly unusable: readonly UnusableLayer[];
  /** How the network is built, where its graph is known. */
  readonly anatomy: RecordedAnatomy | undefined;
  /** What a device other than the CPU takes, where one was named and the model can say. */
  readonly placed?: PlacedOperators;
}

/** The operators of a network, by what they run on. */
export interface PlacedOperators {
  readonly device: Device;
  /** How many run on it. */
  readonly onDevice: number;
  /** Those that it does not take, most of them first. */
  readonly onCpu: readonly { readonly operation: string; readonly count: number }[];
}

/** The layers of a model, and what cannot be used as one. */
export async function listLayers(
  request: LayersRequest,
  { plugins, context }: ProjectRun,
): Promise<LayerListing> {
  const { model } = await findModel(request.model, request, plugins);
  const open = await openOnDevice(model, request.model, context);
  try {
    const ofMap = committedLayers(await findLayerMap(request.model));
    const committed = layersByRegion(model, open, ofMap);
    const { anatomy } = open;
    const { device } = context;
    const placed = device === 'cpu' ? undefined : await open.placeOperators?.(context);
    const layers = open.layers.map((layer) => ({
      ...layer,
      ...(placed && { device: placed.get(layer.name)?.device }),
      features: countFeatures(layer),
      depth: anatomy?.depths.get(layer.name),
      candidate: open.candidateLayers.includes(layer.name),
      regions: committed
        .filter(([, names]) => names.includes(layer.name))
        .map(([region]) => region),
    }));
    return {
      layers,
      unusable: open.unusable ?? [],
      ...(placed && { placed: { device, ...countPlaces([...placed.values()]) } }),
      anatomy: anatomy && recordAnatomy(anatomy, committed),
    };
  } finally {
    await open[Symbol.asyncDispose]();
  }
}

function countPlaces(places: readonly OperatorPlace[]): Omit<PlacedOperators, 'device'> {
  const counts = new Map<string, number>();
  const onCpu = places.filter(({ device }) => device === 'cpu');
  for (const { operation } of onCpu) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const listed = [...counts].map(([operation, count]) => ({ operation, count }));
  return {
    onDevice: places.length - onCpu.length,
    onCpu: listed.sort((a, b) => b.count - a.count),
  };
}

/** As for a score: what the layer map commits comes before what the model says itself. */
export function layersByRegion(
  { regionLayers }: Model,
  { layers }: OpenModel,
  committed: Readonly<Record<string, string>>,
): readonly (readonly [region: string, layers: readonly string[]])[] {
  const names = layers.map(({ name }) => name);
  return Object.entries({ ...regionLayers, ...committed }).map(([region, choice]) => [
    region,
    layersOfChoice(choice, names),
  ]);
}

function countFeatures({ shape }: Layer): number | undefined {
  let product = 1;
  for (const size of shape) {
    if (size === undefined) return undefined;
    product *= size;
  }
  return product;
}
