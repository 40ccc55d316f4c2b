import {
  type Assembly,
  type CoordinateValue,
  coordinate,
  requireRecordings,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** Recordings of single presentations, with what was shown when as indices. */
export interface SingleTrials {
  /** Row-major, `presentation x neuroid`; NaN where nothing was measured. */
  readonly values: Assembly['values'];
  readonly neuroidCount: number;
  /** Indices of the presentations in which something was measured. */
  readonly measured: Uint32Array;
  /** The stimuli shown in them. */
  readonly stimuli: readonly CoordinateValue[];
  /** For every presentation, index of its stimulus; meaningless where nothing was measured. */
  readonly stimulusOf: Uint32Array;
  /** The repetitions measured, ascending. */
  readonly repetitions: readonly CoordinateValue[];
  /** For every presentation, index of its repetition; meaningless where nothing was measured. */
  readonly repetitionOf: Uint32Array;
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
  const { shape, values } = target;
  const [presentationCount = 0, neuroidCount = 0] = shape;
  if (target.coords.repetition === undefined) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `The recordings have no 'repetition' of each presentation, as if averaged already.`,
      { hint: 'Measure internal consistency on single trials, before repetitions are averaged.' },
    );
  }
  const stimulusIds = coordinate(target, 'stimulus_id');
  const repetitionIds = coordinate(target, 'repetition');
  const measured = findMeasured(target, presentationCount, neuroidCount);
  const stimuli = [...new Set(Array.from(measured, (row) => stimulusIds[row] as CoordinateValue))];
  const repetitions = sortedUnique(
    Array.from(measured, (row) => repetitionIds[row] as CoordinateValue),
  );
  if (repetitions.length < 2 || stimuli.length < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      `Internal consistency compares repetitions over stimuli; the recordings hold ` +
        `${repetitions.length} of the one and ${stimuli.length} of the other.`,
      { hint: 'Give recordings of at least 2 stimuli, each presented at least twice.' },
    );
  }
  return {
    values,
    neuroidCount,
    measured,
    stimuli,
    stimulusOf: indicesOf(stimulusIds, stimuli),
    repetitions,
    repetitionOf: indicesOf(repetitionIds, repetitions),
  };
}

function findMeasured(
  target: Assembly,
  presentationCount: number,
  neuroidCount: number,
): Uint32Array {
  const measured = new Uint32Array(presentationCount);
  let count = 0;
  for (let presentation = 0; presentation < presentationCount; presentation++) {
    let any = false;
    for (let neuroid = 0; neuroid < neuroidCount; neuroid++) {
      const value = target.values[presentation * neuroidCount + neuroid] as number;
      if (Number.isNaN(value)) continue;
      if (!Number.isFinite(value)) {
        const stimulus = target.coords.stimulus_id?.values[presentation];
        const site = target.coords.neuroid_id?.values[neuroid] ?? neuroid;
        throw new VentralError(
          'RESPONSES_INVALID',
          `The response of neuroid '${site}' to stimulus '${stimulus}' is ${value}.`,
          { hint: 'Replace infinite responses by NaN where nothing was measured.' },
        );
      }
      any = true;
    }
    if (any) measured[count++] = presentation;
  }
  return measured.slice(0, count);
}

function indicesOf(
  labels: readonly CoordinateValue[],
  known: readonly CoordinateValue[],
): Uint32Array {
  const indexOf = new Map(known.map((label, index) => [label, index]));
  return Uint32Array.from(labels, (label) => indexOf.get(label) ?? 0);
}
