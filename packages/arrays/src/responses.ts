import { VentralError } from '@ventral/errors';
import { type Assembly, type CoordinateValue, coordinate } from './assembly.ts';
import { averageRepetitions } from './average-groups.ts';
import { type LabelledStimuli, labelledStimuli } from './labelled-stimuli.ts';
import { leaveOutNeuroids } from './left-out-neuroids.ts';
import type { NdArray } from './nd-array.ts';
import { requireRecordings } from './recordings.ts';

/** Recorded responses, as a matrix: one row a stimulus, one column a neuroid, all finite. */
export interface Responses extends LabelledStimuli, NdArray<Float64Array> {
  readonly shape: readonly [stimuli: number, neuroids: number];
  readonly neuroidIds: readonly CoordinateValue[];
  /** For each neuroid, its index along `neuroid` of what was read. */
  readonly neuroidIndices: readonly number[];
  /** How many neuroids were left out, which and why: a sentence for each reason. */
  readonly notes: readonly string[];
}

/**
 * Reads responses from recordings; where stimuli were presented more than once, their presentations
 * are averaged first. Rows stay in the order in which stimuli first appear. Neuroids of which nothing
 * was recorded (NaN throughout) are left out. Time and memory grow with `presentations x neuroids`.
 *
 * @param target `presentation x neuroid` with the coordinates `stimulus_id` and `neuroid_id`
 * @throws VentralError `SHAPE_MISMATCH` for anything else
 * @throws VentralError `RESPONSES_INVALID` for other NaN or infinity, naming neuroid and stimulus; for
 *   a neuroid whose responses are beyond 1e-140 to 1e140; and where no neuroid, or one stimulus, is left
 */
export function readResponses(target: Assembly): Responses {
  return readKept(target, false);
}

/**
 * Reads responses that can be predicted neuroid by neuroid, as {@link readResponses}; those of neuroids
 * that respond the same to all stimuli are left out as well.
 */
export function readPredictableResponses(target: Assembly): Responses {
  return readKept(target, true);
}

function readKept(target: Assembly, predictEach: boolean): Responses {
  requireRecordings(target);
  const presented = coordinate(target, 'stimulus_id');
  const repeated = new Set(presented).size < presented.length;
  const averaged = repeated ? averageRepetitions(target) : target;
  const { recordings, ...kept } = leaveOutNeuroids(averaged, predictEach);
  const stimuli = labelledStimuli(recordings, 'presentation');
  const neuroidIds = coordinate(recordings, 'neuroid_id');
  const responses: Responses = {
    ...stimuli,
    ...kept,
    neuroidIds,
    shape: [stimuli.stimulusIds.length, neuroidIds.length],
    values: Float64Array.from(recordings.values),
  };
  requireFinite(responses);
  requireUsualSize(responses);
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

/** Squares of other values, or products of them, would be infinite or lose their digits. */
function requireUsualSize({ values, neuroidIds }: Responses): void {
  const largest = new Float64Array(neuroidIds.length);
  for (const [cell, value] of values.entries()) {
    const neuroid = cell % neuroidIds.length;
    if (Math.abs(value) > largest[neuroid]!) largest[neuroid] = Math.abs(value);
  }
  const unusual = largest.findIndex((size) => size !== 0 && !(size > 1e-140 && size < 1e140));
  if (unusual < 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The responses of neuroid '${neuroidIds[unusual]}' reach ${largest[unusual]}: products of such ` +
      'numbers are beyond float64.',
    { hint: 'Give the recordings in another unit.' },
  );
}
