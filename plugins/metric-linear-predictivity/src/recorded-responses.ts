import {
  type Assembly,
  averageRepetitions,
  type CoordinateValue,
  coordinate,
} from '@ventral/assembly';
import { VentralError } from '@ventral/errors';

/** Recorded responses that can be predicted: one row a stimulus, finite, every neuroid varying. */
export interface RecordedResponses {
  readonly stimulusIds: readonly string[];
  readonly neuroidIds: readonly CoordinateValue[];
  /** Row-major, `stimuli x neuroids`. */
  readonly values: Float64Array;
  /** Labels of the stimuli by coordinate, such as `object_name`. */
  readonly labels: ReadonlyMap<string, readonly CoordinateValue[]>;
}

/**
 * Reads recorded responses from an assembly; where stimuli were presented more than once, their
 * presentations are averaged first. Rows stay in the order in which stimuli first appear.
 *
 * @throws VentralError `SHAPE_MISMATCH` for anything but `presentation x neuroid` with the
 *   coordinates `stimulus_id` and `neuroid_id`
 * @throws VentralError `RESPONSES_INVALID` for NaN, infinity, or a neuroid that never varies
 */
export function readRecordedResponses(target: Assembly): RecordedResponses {
  if (
    target.dims.length !== 2 ||
    target.dims[0] !== 'presentation' ||
    target.dims[1] !== 'neuroid'
  ) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Responses are predicted as [presentation, neuroid], not [${target.dims.join(', ')}].`,
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
  const responses: RecordedResponses = {
    stimulusIds: (labels.get('stimulus_id') ?? []).map(String),
    neuroidIds: coordinate(target, 'neuroid_id'),
    values: Float64Array.from(values),
    labels,
  };
  requireFinite(responses);
  requireVariance(responses);
  return responses;
}

function requireFinite({ values, stimulusIds, neuroidIds }: RecordedResponses): void {
  const invalid = values.findIndex((value) => !Number.isFinite(value));
  if (invalid < 0) return;
  const count = values.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0);
  const stimulus = stimulusIds[Math.floor(invalid / neuroidIds.length)];
  const neuroid = neuroidIds[invalid % neuroidIds.length];
  throw new VentralError(
    'RESPONSES_INVALID',
    `${count} of ${values.length} responses are NaN or infinite; the first is ` +
      `${values[invalid]}, of neuroid '${neuroid}' to stimulus '${stimulus}'.`,
    {
      hint:
        'A regression needs every response. Leave out the neuroids or stimuli without ' +
        '(selectAlong of @ventral/assembly), and score again.',
    },
  );
}

function requireVariance({ values, stimulusIds, neuroidIds }: RecordedResponses): void {
  if (neuroidIds.length === 0 || stimulusIds.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `There is nothing to predict: ${stimulusIds.length} stimuli, ${neuroidIds.length} neuroids.`,
      { hint: 'Give responses of at least one neuroid to several stimuli.' },
    );
  }
  const constant = neuroidIds.filter((_, neuroid) => {
    for (let cell = neuroid; cell < values.length; cell += neuroidIds.length) {
      if (values[cell] !== values[neuroid]) return false;
    }
    return true;
  });
  if (constant.length === 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${constant.length} of ${neuroidIds.length} neuroids respond the same to all ` +
      `${stimulusIds.length} stimuli: ${listSome(constant)}.`,
    {
      hint:
        'Their correlation with anything is undefined. Leave them out: ' +
        `selectAlong(recordings, 'neuroid', indices) of @ventral/assembly.`,
    },
  );
}

function listSome(names: readonly CoordinateValue[]): string {
  const shown = names.slice(0, 5).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > shown.length ? ', ...' : '');
}
