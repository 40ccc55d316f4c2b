import { type Assembly, createAssembly } from '@ventral/arrays';
import type { LabelledImages } from '@ventral/core';

/**
 * What a model named, as metrics of choices take it.
 *
 * @param named the class of each image, by condition, such as the way in which images were changed
 * @returns `presentation` with the coordinates `stimulus_id`, `choice` and `condition`
 */
export function namedClasses(
  { stimuli, classes }: LabelledImages,
  named: Readonly<Record<string, readonly number[]>>,
): Assembly {
  const conditions = Object.keys(named);
  const ids = stimuli.stimuli.map(({ id }) => id);
  const chosen = Object.values(named).flat();
  return presentations(chosen, {
    stimulus_id: conditions.flatMap(() => ids),
    choice: chosen.map((one) => classes[one]!),
    condition: conditions.flatMap((condition) => ids.map(() => condition)),
  });
}

/** What is on the images: `presentation` with the coordinates `stimulus_id` and `truth`. */
export function trueClasses({ stimuli, labels, classes }: LabelledImages): Assembly {
  return presentations(labels, {
    stimulus_id: stimuli.stimuli.map(({ id }) => id),
    truth: labels.map((label) => classes[label]!),
  });
}

function presentations(
  values: readonly number[],
  coordinates: Readonly<Record<string, readonly string[]>>,
): Assembly {
  const coords = Object.entries(coordinates).map(([name, labels]) => [
    name,
    { dim: 'presentation', values: labels },
  ]);
  return createAssembly({
    dims: ['presentation'],
    shape: [values.length],
    values: Float64Array.from(values),
    coords: Object.fromEntries(coords),
  });
}
