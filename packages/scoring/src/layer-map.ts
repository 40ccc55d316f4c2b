import { describeIssues } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import * as v from 'valibot';

/** The layer that stands for a region, and what it was chosen on. */
export interface CommittedLayer {
  /** Several side by side as a sum, `fire5/concat+fire7/concat`. */
  readonly layer: string;
  /** Id of the benchmark on which it scored best. */
  readonly benchmark: string;
  readonly scoreVersion: number;
  readonly score: number;
  /** How the features were reduced while searching, where they were. */
  readonly reduction?: string;
}

/** The layers a model commits to, as `ventral commit` writes them beside it; plain JSON. */
export interface LayerMap {
  readonly layerMapVersion: 1;
  /** Id of the model. */
  readonly model: string;
  /** Digest of the model the layers were chosen for. */
  readonly digest: string;
  readonly regions: Readonly<Record<string, CommittedLayer>>;
}

const text = v.string();

/** The schema of a layer map. */
const layerMapSchema: v.GenericSchema<unknown, LayerMap> = v.object({
  layerMapVersion: v.literal(1),
  model: text,
  digest: text,
  regions: v.record(
    text,
    v.object({
      layer: text,
      benchmark: text,
      scoreVersion: v.number(),
      score: v.number(),
      reduction: v.exactOptional(text),
    }),
  ),
});

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
