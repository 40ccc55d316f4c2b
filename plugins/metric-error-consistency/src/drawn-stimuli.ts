import { type Assembly, coordinate } from '@ventral/arrays';
import { sortedUnique } from '@ventral/numerics';

/** The stimuli that are drawn again. */
export interface DrawnStimuli {
  readonly stimuli: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Of each stimulus, the condition that it is in; where each is in one. */
  readonly conditions?: readonly string[];
}

/** The stimuli of a target with the coordinate `stimulus_id` and, if any, `condition`. */
export function drawnStimuli(target: Assembly): DrawnStimuli {
  const ids = coordinate(target, 'stimulus_id').map(String);
  const stimuli = sortedUnique(ids);
  const indexOf = new Map(stimuli.map((stimulus, index) => [stimulus, index]));
  const labels = target.coords.condition?.values.map(String);
  if (labels === undefined) return { stimuli, indexOf };
  const conditionOf = new Map(ids.map((id, row) => [id, labels[row] as string]));
  const isInOne = ids.every((id, row) => conditionOf.get(id) === labels[row]);
  return {
    stimuli,
    indexOf,
    ...(isInOne && { conditions: stimuli.map((id) => conditionOf.get(id) as string) }),
  };
}
