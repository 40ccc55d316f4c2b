import {
  type Assembly,
  averageRepetitions,
  type CoordinateValue,
  coordinate,
  type FeatureMatrix,
  featureMatrix,
} from '@ventral/assembly';
import { VentralError } from '@ventral/errors';

/** Recorded responses, one row a stimulus. */
export interface Responses {
  /** `stimuli x neuroids` */
  readonly features: FeatureMatrix;
  /** Labels of the stimuli by coordinate, such as `object_name`. */
  readonly labels: ReadonlyMap<string, readonly CoordinateValue[]>;
}

/**
 * Reads responses from recordings; where stimuli were presented more than once, their presentations
 * are averaged first. Rows stay in the order in which stimuli first appear.
 *
 * @param target `presentation x neuroid` with the coordinates `stimulus_id` and `neuroid_id`
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming neuroid and stimulus
 */
export function readResponses(target: Assembly): Responses {
  if (
    target.dims.length !== 2 ||
    target.dims[0] !== 'presentation' ||
    target.dims[1] !== 'neuroid'
  ) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Responses are compared as [presentation, neuroid], not as [${target.dims.join(', ')}].`,
    );
  }
  const presented = coordinate(target, 'stimulus_id');
  const repeated = new Set(presented).size < presented.length;
  const { values, coords } = repeated ? averageRepetitions(target) : target;
  const labels = new Map(
    Object.entries(coords).flatMap(([name, { dim, values: stimulusLabels }]) =>
      dim === 'presentation' ? [[name, stimulusLabels] as const] : [],
    ),
  );
  const stimulusIds = (labels.get('stimulus_id') ?? []).map(String);
  const neuroidIds = coordinate(target, 'neuroid_id');
  const invalid = values.findIndex((value) => !Number.isFinite(value));
  if (invalid >= 0) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `The response of neuroid '${neuroidIds[invalid % neuroidIds.length]}' to stimulus ` +
        `'${stimulusIds[Math.floor(invalid / neuroidIds.length)]}' is ${values[invalid]}.`,
      {
        hint:
          'Representations are compared over every neuroid. Leave out that neuroid or that stimulus ' +
          '(selectAlong of @ventral/assembly) and score again.',
      },
    );
  }
  return { features: featureMatrix(values, stimulusIds), labels };
}
