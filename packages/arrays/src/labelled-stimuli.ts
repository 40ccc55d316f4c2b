import { VentralError } from '@ventral/errors';
import { type Assembly, type CoordinateValue, coordinate } from './assembly.ts';

/** Stimuli, and what is known of each. */
export interface LabelledStimuli {
  readonly stimulusIds: readonly string[];
  /** Labels of the stimuli by coordinate, such as `object_name`; `stimulus_id` among them. */
  readonly labels: ReadonlyMap<string, readonly CoordinateValue[]>;
}

/**
 * The stimuli along one dimension of an assembly.
 *
 * @throws VentralError `SHAPE_MISMATCH` unless `stimulus_id` labels that dimension
 */
export function labelledStimuli(assembly: Assembly, dim: string): LabelledStimuli {
  const stimulusIds = coordinate(assembly, 'stimulus_id').map(String);
  const labels = new Map(
    Object.entries(assembly.coords).flatMap(([name, labelled]) =>
      labelled.dim === dim ? [[name, labelled.values] as const] : [],
    ),
  );
  if (labels.has('stimulus_id')) return { stimulusIds, labels };
  throw new VentralError(
    'SHAPE_MISMATCH',
    `The coordinate 'stimulus_id' labels '${assembly.coords.stimulus_id?.dim}', not '${dim}'.`,
  );
}
