import {
  type Assembly,
  type CoordinateValue,
  coordinate,
  requireRecordings,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Recordings of single presentations. */
export interface SingleTrials {
  /** Row-major, `presentation x neuroid`; NaN where nothing was measured. */
  readonly values: Assembly['values'];
  readonly neuroidCount: number;
  readonly neuroidIds: readonly CoordinateValue[];
  /** The presentations in which something was measured. */
  readonly measured: readonly Presentation[];
  /** The stimuli shown in them. */
  readonly stimuli: readonly CoordinateValue[];
  /** Which of the repetitions they were, ascending. */
  readonly repetitions: readonly CoordinateValue[];
}

/** What was shown when, as indices of the presentation, its stimulus and its repetition. */
interface Presentation {
  readonly index: number;
  readonly stimulus: number;
  readonly repetition: number;
}

/**
 * Reads single trials from an assembly, leaving out presentations without any measurement.
 *
 * @throws VentralError `SHAPE_MISMATCH` for anything but `presentation x neuroid` with the
 *   coordinates `stimulus_id` and `repetition`
 * @throws VentralError `RESPONSES_INVALID` for an infinite response, fewer than 2 repetitions or
 *   fewer than 2 stimuli
 */
export function readSingleTrials(target: Assembly): SingleTrials {
  requireRecordings(target);
  if (target.coords.repetition === undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `The recordings have no 'repetition' of each presentation, as if averaged already.`,
      { hint: 'Measure internal consistency on single trials, before repetitions are averaged.' },
    );
  }
  const { shape, values } = target;
  const [presentationCount = 0, neuroidCount = 0] = shape;
  requireNoInfinity(target, neuroidCount);
  const shown = coordinate(target, 'stimulus_id');
  const repeated = coordinate(target, 'repetition');
  const rows = Array.from({ length: presentationCount }, (_, row) => row).filter((row) =>
    values.subarray(row * neuroidCount, (row + 1) * neuroidCount).some((one) => !Number.isNaN(one)),
  );
  const stimuli = [...new Set(rows.map((row) => shown[row]!))];
  const repetitions = sortedUnique(rows.map((row) => repeated[row]!));
  if (repetitions.length < 2 || stimuli.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `Internal consistency compares repetitions over stimuli; the recordings hold ` +
        `${repetitions.length} of the one and ${stimuli.length} of the other.`,
      { hint: 'Give recordings of at least 2 stimuli, each presented at least twice.' },
    );
  }
  const stimulusIndex = new Map(stimuli.map((stimulus, index) => [stimulus, index]));
  const repetitionIndex = new Map(repetitions.map((repetition, index) => [repetition, index]));
  const measured = rows.map((index) => ({
    index,
    stimulus: stimulusIndex.get(shown[index]!)!,
    repetition: repetitionIndex.get(repeated[index]!)!,
  }));
  const neuroidIds =
    target.coords.neuroid_id?.values ??
    Array.from({ length: neuroidCount }, (_, neuroid) => neuroid);
  return { values, neuroidCount, neuroidIds, measured, stimuli, repetitions };
}

function requireNoInfinity({ values, coords }: Assembly, neuroidCount: number): void {
  const cell = values.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (cell < 0) return;
  const stimulus = coords.stimulus_id?.values[Math.floor(cell / neuroidCount)];
  const neuroid = cell % neuroidCount;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The response of neuroid '${coords.neuroid_id?.values[neuroid] ?? neuroid}' to stimulus ` +
      `'${stimulus}' is ${values[cell]}.`,
    { hint: 'Replace infinite responses by NaN where nothing was measured.' },
  );
}
