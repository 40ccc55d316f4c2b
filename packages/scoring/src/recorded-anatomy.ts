import type { NetworkAnatomy, ReadonlyDeep } from '@ventral/core';
import * as v from 'valibot';

const count: v.GenericSchema<number> = v.pipe(v.number(), v.integer(), v.minValue(0));

const fields = v.object({
  parameters: v.pipe(count, v.description('Numbers in the constants that it computes with.')),
  weightedLayers: v.pipe(
    count,
    v.description('Operators that multiply what comes from the image by constants.'),
  ),
  depth: v.pipe(count, v.description('Weighted layers on the longest way through it.')),
  connections: v.pipe(
    count,
    v.description('Pairs of weighted layers that follow each other, with none between.'),
  ),
  skips: v.pipe(count, v.description('Those of them that pass by another weighted layer.')),
  recurrentOperators: v.pipe(count, v.description('Loop, Scan, LSTM, GRU and RNN.')),
  reusedWeights: v.pipe(count, v.description('Weights that several weighted layers use.')),
  mostUses: v.pipe(count, v.description('How often the weight used most is used.')),
  areas: v.pipe(
    v.record(v.string(), count),
    v.description('Depth of the layer that is committed to each region, from the first.'),
  ),
});

/** How a network is built, as records and lists of layers say it: no score is made of it. */
export interface RecordedAnatomy extends ReadonlyDeep<v.InferOutput<typeof fields>> {}

/** The schema of it. */
export const anatomySchema: v.GenericSchema<unknown, RecordedAnatomy> = fields;

/**
 * What is written of a network's anatomy.
 *
 * @param committed the layers of each region; of several, the deepest counts
 */
export function recordAnatomy(
  { depths, ...counts }: NetworkAnatomy,
  committed: readonly (readonly [region: string, layers: readonly string[]])[],
): RecordedAnatomy {
  const areas = committed.flatMap(([region, layers]): [string, number][] => {
    // A window of time, `IT@100-200`, is no area of its own.
    if (region.includes('@')) return [];
    const known = layers.flatMap((layer) => depths.get(layer) ?? []);
    return known.length === 0 ? [] : [[region, Math.max(...known)]];
  });
  return { ...counts, areas: Object.fromEntries(areas.sort(([, a], [, b]) => a - b)) };
}
