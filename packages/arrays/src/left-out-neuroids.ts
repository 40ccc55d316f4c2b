import { VentralError } from '@ventral/errors';
import { type Assembly, type CoordinateValue, coordinate, selectAlong } from './assembly.ts';
import { valuesVary } from './values-vary.ts';

/** Recordings without the neuroids that a metric can do nothing with. */
export interface KeptNeuroids {
  readonly recordings: Assembly;
  /** For each neuroid, its index along `neuroid` of what was given. */
  readonly neuroidIndices: readonly number[];
  /** How many were left out, which and why: a sentence for each reason. */
  readonly notes: readonly string[];
}

/**
 * Leaves out neuroids of which nothing was recorded (NaN throughout) and, where each is to be predicted
 * by itself, those that respond the same to all stimuli.
 *
 * @param recordings `presentation x neuroid`, one row a stimulus
 * @throws VentralError `RESPONSES_INVALID` where none is left
 */
export function leaveOutNeuroids(recordings: Assembly, predictEach: boolean): KeptNeuroids {
  const names = coordinate(recordings, 'neuroid_id');
  const [stimuli = 0] = recordings.shape;
  const [kept, silent, constant]: [number[], number[], number[]] = [[], [], []];
  for (const neuroid of names.keys()) {
    const responses = columnOf(recordings, neuroid);
    const group = responses.every(Number.isNaN)
      ? silent
      : predictEach && !valuesVary(responses) && responses.every(Number.isFinite)
        ? constant
        : kept;
    group.push(neuroid);
  }
  const describe = (neuroids: readonly number[], why: string) =>
    neuroids.length === 0
      ? []
      : [
          `${neuroids.length} of ${names.length} neuroids were left out, because ${why}: ` +
            `${listSome(neuroids.map((neuroid) => names[neuroid] as CoordinateValue))}.`,
        ];
  const notes = [
    ...describe(silent, 'nothing was recorded of them (NaN throughout)'),
    ...describe(constant, `they respond the same to all ${stimuli} stimuli`),
  ];
  if (kept.length === 0 || stimuli < 2) {
    throw new VentralError(
      'RESPONSES_INVALID',
      [
        `There is nothing to compare with: ${stimuli} stimuli, ${kept.length} neuroids.`,
        ...notes,
      ].join(' '),
      { hint: 'Give responses of at least one neuroid, which differ between several stimuli.' },
    );
  }
  return {
    recordings:
      kept.length === names.length ? recordings : selectAlong(recordings, 'neuroid', kept),
    neuroidIndices: kept,
    notes,
  };
}

function columnOf({ shape: [rows = 0, columns = 0], values }: Assembly, column: number) {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);
}

function listSome(names: readonly CoordinateValue[]): string {
  const shown = names.slice(0, 5).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > shown.length ? ', ...' : '');
}
