import { describeIssues, type ReadonlyDeep } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';
import { deviceFields } from './run-device.ts';

const text = v.string();

const committedLayerSchema = v.object({
  layer: v.pipe(text, v.description('Several side by side as a sum, `fire5/concat+fire7/concat`.')),
  benchmark: v.pipe(text, v.description('Id of the benchmark on which it scored best.')),
  scoreVersion: v.number(),
  score: v.number(),
  reduction: v.exactOptional(
    v.pipe(text, v.description('How the features were reduced while searching, where they were.')),
  ),
  device: v.exactOptional(
    v.pipe(
      deviceFields.device,
      v.description('That its layers were scored on, where it was not the CPU.'),
    ),
  ),
  adapter: deviceFields.adapter,
});

const layerMapSchema = v.object({
  layerMapVersion: v.literal(1),
  model: v.pipe(text, v.description('Id of the model.')),
  digest: v.pipe(text, v.description('Digest of the model the layers were chosen for.')),
  regions: v.record(text, committedLayerSchema),
});

/** The layers a model commits to, as `ventral commit` writes them beside it; plain JSON. */
export interface LayerMap extends ReadonlyDeep<v.InferOutput<typeof layerMapSchema>> {}

/** The layer that stands for a region, and what it was chosen on. */
export type CommittedLayer = LayerMap['regions'][string];

/** The layers that a map commits, by region; none without a map. */
export function committedLayers(map: LayerMap | undefined): Readonly<Record<string, string>> {
  const regions = Object.entries(map?.regions ?? {});
  return Object.fromEntries(regions.map(([region, { layer }]) => [region, layer]));
}

/**
 * Checks a layer map.
 *
 * @param file path it was read from, for the error
 * @throws VentralError `RECORD_INVALID` naming the file and every field that is wrong
 */
export function parseLayerMap(value: unknown, file: string): LayerMap {
  const result = v.safeParse(layerMapSchema, value);
  if (result.success) return result.output;
  const problems = describeIssues(result.issues, 'map');
  throw new VentralError('RECORD_INVALID', `${file} is no layer map: ${problems}.`, {
    hint: 'Make it anew with: ventral commit <model>',
  });
}
