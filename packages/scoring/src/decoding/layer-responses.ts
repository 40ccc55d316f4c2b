import {
  type Assembly,
  createAssembly,
  type FeatureMatrix,
  matchStimuli,
  type StimulusSet,
} from '@ventral/arrays';
import { throwIfInterrupted } from '@ventral/core';
import { RandomState } from '@ventral/numerics';

/** Units of a layer as if they had been recorded. */
interface LayerResponses {
  /** `presentation x neuroid`, a presentation a stimulus, with the labels of the stimuli. */
  readonly recordings: Assembly;
  /** Units that the layer has. */
  readonly features: number;
}

// Values that are read at once.
const blockSize = 2 ** 23;

/**
 * Draws units of a layer by a seed, and takes what they say of each stimulus.
 *
 * @param units how many; all of a layer that has fewer
 */
export async function drawUnits(
  features: FeatureMatrix,
  { stimuli, columns = {} }: StimulusSet,
  {
    units,
    seed,
    signal,
  }: { readonly units: number; readonly seed: number; readonly signal: AbortSignal },
): Promise<LayerResponses> {
  const ids = stimuli.map(({ id }) => id);
  const matched = matchStimuli(features, ids);
  const { featureCount } = matched;
  const drawn = new RandomState(seed)
    .permutation(featureCount)
    .slice(0, units)
    .sort((a, b) => a - b);
  const values = new Float64Array(ids.length * drawn.length);
  const width = Math.max(1, Math.floor(blockSize / ids.length));
  for (let start = 0; start < featureCount; start += width) {
    throwIfInterrupted(signal, `after ${start} of ${featureCount} units`);
    const end = Math.min(featureCount, start + width);
    const inside = drawn.flatMap((unit, place) =>
      start <= unit && unit < end ? [{ unit, place }] : [],
    );
    if (inside.length === 0) continue;
    const block = await matched.readColumns(start, end);
    for (let row = 0; row < ids.length; row++) {
      for (const { unit, place } of inside) {
        values[row * drawn.length + place] = block[row * (end - start) + unit - start]!;
      }
    }
  }
  const labels = Object.entries({ ...columns, stimulus_id: ids }).map(
    ([name, own]) => [name, { dim: 'presentation', values: own }] as const,
  );
  const recordings = createAssembly({
    dims: ['presentation', 'neuroid'],
    shape: [ids.length, drawn.length],
    values,
    coords: {
      ...Object.fromEntries(labels),
      neuroid_id: { dim: 'neuroid', values: drawn },
    },
  });
  return { recordings, features: featureCount };
}
