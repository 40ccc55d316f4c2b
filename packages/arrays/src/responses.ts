import { VentralError } from '@ventral/errors';
import { type Assembly, type CoordinateValue, coordinate } from './assembly.ts';
import { averageRepetitions } from './average-groups.ts';
import { type LabelledStimuli, labelledStimuli } from './labelled-stimuli.ts';
import type { NdArray } from './nd-array.ts';
import { requireRecordings } from './recordings.ts';

/** Recorded responses, as a matrix: one row a stimulus, one column a neuroid, all finite. */
export interface Responses extends LabelledStimuli, NdArray<Float64Array> {
  readonly shape: readonly [stimuli: number, neuroids: number];
  readonly neuroidIds: readonly CoordinateValue[];
}

/**
 * Reads responses from recordings; where stimuli were presented more than once, their presentations
 * are averaged first. Rows stay in the order in which stimuli first appear. Time and memory grow
 * with `presentations x neuroids`.
 *
 * @param target `presentation x neuroid` with the coordinates `stimulus_id` and `neuroid_id`
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, naming neuroid and stimulus
 */
export function readResponses(target: Assembly): Responses {
  requireRecordings(target);
  const presented = coordinate(target, 'stimulus_id');
  const repeated = new Set(presented).size < presented.length;
  const averaged = repeated ? averageRepetitions(target) : target;
  const stimuli = labelledStimuli(averaged, 'presentation');
  const neuroidIds = coordinate(averaged, 'neuroid_id');
  const responses: Responses = {
    ...stimuli,
    neuroidIds,
    shape: [stimuli.stimulusIds.length, neuroidIds.length],
    values: Float64Array.from(averaged.values),
  };
  requireFinite(responses);
  return responses;
}

function requireFinite({ values, stimulusIds, neuroidIds }: Responses): void {
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
        'Every response is needed. Leave out the neuroids or stimuli without ' +
        '(selectAlong of @ventral/arrays), and score again.',
    },
  );
}
