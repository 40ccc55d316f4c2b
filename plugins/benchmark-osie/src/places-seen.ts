import { type Assembly, coordinate, createAssembly, type StimulusSet } from '@ventral/arrays';
import type { SeenPart } from '@ventral/core';

/**
 * Where people looked, in shares of the part of each image that a network sees.
 *
 * @param trials along `presentation`, with `x` and `y` in pixels from the left and upper edge
 * @param stimuli with the columns `width` and `height`, in pixels
 */
export function placesSeen(
  trials: Assembly,
  { stimuli, columns }: StimulusSet,
  part: SeenPart,
): Assembly {
  const row = new Map(stimuli.map(({ id }, index) => [id, index]));
  const rows = coordinate(trials, 'stimulus_id').map((id) => row.get(String(id)) as number);
  const shares = (name: string, side: 'width' | 'height', first: number) => ({
    dim: 'presentation',
    values: coordinate(trials, name).map((place, trial) => {
      const pixels = columns?.[side]?.[rows[trial] as number] as number;
      return ((place as number) / pixels - first) / part[side];
    }),
  });
  return createAssembly({
    ...trials,
    coords: {
      ...trials.coords,
      x: shares('x', 'width', part.left),
      y: shares('y', 'height', part.top),
    },
  });
}
