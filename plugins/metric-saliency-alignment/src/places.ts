import { type Assembly, coordinate } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { sortedUnique } from '@ventral/numerics';

/** A place that someone looked at, in shares of the width and height of a map; beside it below 0 and above 1. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** What people looked at on one stimulus: their places, by subject in ascending order. */
export interface StimulusLooks {
  readonly stimulus: string;
  readonly bySubject: readonly (readonly Place[])[];
}

/**
 * Reads where people looked.
 *
 * @param target `presentation` with the coordinates `stimulus_id`, `subject`, `x` and `y`; every value a number,
 *   such as how long
 * @returns by stimulus, ascending
 * @throws VentralError `SHAPE_MISMATCH` without these coordinates
 * @throws VentralError `RESPONSES_INVALID` where nothing was looked at, and for a value or place that is no number
 */
export function readLooks(target: Assembly): readonly StimulusLooks[] {
  const [stimuli, subjects] = [coordinate(target, 'stimulus_id'), coordinate(target, 'subject')];
  const [xs, ys] = [coordinate(target, 'x'), coordinate(target, 'y')];
  const looks = new Map<string, Map<string, Place[]>>();
  for (const [row, id] of stimuli.entries()) {
    const [x, y] = [xs[row] as number, ys[row] as number];
    const [stimulus, subject] = [String(id), String(subjects[row])];
    if (!Number.isFinite(x) || !Number.isFinite(y) || !Number.isFinite(target.values[row])) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `'${subject}' looked at ${x}, ${y} of '${stimulus}', with the value ${target.values[row]}.`,
        { hint: 'Leave out what was not measured.' },
      );
    }
    const ofStimulus = looks.get(stimulus) ?? new Map<string, Place[]>();
    looks.set(stimulus, ofStimulus);
    const own = ofStimulus.get(subject) ?? [];
    ofStimulus.set(subject, own);
    own.push({ x, y });
  }
  if (looks.size === 0) {
    throw new VentralError('RESPONSES_INVALID', 'Nobody looked at anything.', {
      hint: 'Give at least one place of each stimulus.',
    });
  }
  return sortedUnique([...looks.keys()]).map((stimulus) => {
    const ofStimulus = looks.get(stimulus) as Map<string, Place[]>;
    const bySubject = sortedUnique([...ofStimulus.keys()]).map(
      (subject) => ofStimulus.get(subject) as Place[],
    );
    return { stimulus, bySubject };
  });
}

/** The cells of a map that were looked at, each once, in ascending order. */
export function lookedAtCells(
  places: readonly Place[],
  { columns, rows }: { readonly columns: number; readonly rows: number },
): readonly number[] {
  const cells = places.flatMap(({ x, y }) => {
    const [column, row] = [Math.floor(x * columns), Math.floor(y * rows)];
    const isOnMap = column >= 0 && column < columns && row >= 0 && row < rows;
    return isOnMap ? [row * columns + column] : [];
  });
  return [...new Set(cells)].sort((a, b) => a - b);
}
