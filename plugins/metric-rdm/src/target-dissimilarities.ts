import {
  type Assembly,
  coordinate,
  featureMatrix,
  type LabelledStimuli,
  labelledStimuli,
  type Responses,
  readResponses,
  valuesVary,
} from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import {
  correlationDistances,
  createMatrix,
  type Matrix,
  type RunOptions,
} from '@ventral/numerics';

const formOfDissimilarities = 'subject x stimulus x stimulus2';

/** How unlike stimuli are to those who were recorded. */
export interface TargetDissimilarities extends LabelledStimuli {
  /** `stimuli x stimuli`: one matrix of recordings, or one a subject. */
  readonly matrices: readonly Matrix[];
  /** Names of the subjects, where dissimilarities were given. */
  readonly subjects?: readonly string[];
  /** What was left out, in full sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads dissimilarities, or computes them from recordings.
 *
 * @param target recordings, `presentation x neuroid` with the coordinates `stimulus_id` and
 *   `neuroid_id`; or dissimilarities, as {@link readDissimilarities}
 * @throws VentralError `SHAPE_MISMATCH`, `RESPONSES_INVALID` for a target that cannot be compared
 */
export async function targetDissimilarities(
  target: Assembly,
  options: RunOptions,
): Promise<TargetDissimilarities> {
  const form = target.dims.join(' x ');
  if (form === formOfDissimilarities) return readDissimilarities(target);
  if (form !== 'presentation x neuroid') {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `Dissimilarities of [${target.dims.join(', ')}] cannot be compared.`,
      {
        hint: 'Give recordings as [presentation, neuroid], or dissimilarities as [subject, stimulus, stimulus2].',
      },
    );
  }
  const responses = readResponses(target);
  const { stimulusIds, labels, values, notes } = responses;
  requireStimuli(stimulusIds.length);
  requirePatterns(responses);
  const distances = await correlationDistances(featureMatrix(values, stimulusIds), options);
  return { stimulusIds, labels, matrices: [distances], notes };
}

/** Refuses stimuli to which all neuroids respond the same: their patterns correlate with no other. */
function requirePatterns({ stimulusIds, values, shape: [, neuroids] }: Responses): void {
  const silent = stimulusIds.filter(
    (_, row) => !valuesVary(values.subarray(row * neuroids, (row + 1) * neuroids)),
  );
  if (silent.length === 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `The responses of ${neuroids} neuroids to ${silent.length} of ${stimulusIds.length} stimuli are all ` +
      `the same, so that these have no pattern to compare; the first is '${silent[0]}'.`,
    {
      hint:
        neuroids < 2
          ? 'A pattern takes at least 2 neuroids.'
          : 'Leave such stimuli out of recordings and features (selectAlong of @ventral/arrays).',
    },
  );
}

/**
 * Reads the dissimilarities of several subjects.
 *
 * @param target `subject x stimulus x stimulus2`, symmetric, with the coordinates `subject`,
 *   `stimulus_id` along `stimulus` and, if any, `stimulus_id2` along `stimulus2`, in the same order
 * @throws VentralError `SHAPE_MISMATCH` for anything else, and for two subjects of one name
 * @throws VentralError `RESPONSES_INVALID` for NaN or infinity, or a matrix that is not symmetric or
 *   not 0 (or NaN) on its diagonal
 */
export function readDissimilarities(
  target: Assembly,
): TargetDissimilarities & { readonly subjects: readonly string[] } {
  const { dims, shape, values, coords } = target;
  const [, size = 0, columns] = shape;
  if (dims.join(' x ') !== formOfDissimilarities) throw notDissimilarities(target);
  const { stimulusIds, labels } = labelledStimuli(target, 'stimulus');
  const others = coords.stimulus_id2?.values ?? stimulusIds;
  const sameStimuli = stimulusIds.every((id, index) => id === String(others[index]));
  if (columns !== size || !sameStimuli) throw notDissimilarities(target);
  requireStimuli(size);
  const subjects = coordinate(target, 'subject').map(String);
  requireDistinct(subjects);
  const matrices = subjects.map((name, subject) => {
    const own = values.subarray(subject * size * size, (subject + 1) * size * size);
    const matrix = createMatrix([size, size], Float64Array.from(own));
    requireDissimilarities(matrix, name, stimulusIds);
    return matrix;
  });
  return { stimulusIds, labels, matrices, subjects, notes: [] };
}

function notDissimilarities({ dims, shape }: Assembly): VentralError {
  return new VentralError(
    'SHAPE_MISMATCH',
    `[${dims.join(', ')}] of shape [${shape.join(', ')}] is not one square matrix a subject, with ` +
      'the same stimuli along both sides.',
    { hint: 'Give dissimilarities as [subject, stimulus, stimulus2], stimuli in the same order.' },
  );
}

/** Scores are told apart by the names of subjects. */
function requireDistinct(subjects: readonly string[]): void {
  const again = subjects.find((name, index) => subjects.indexOf(name) < index);
  if (again === undefined) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Two of ${subjects.length} subjects are called '${again}'.`,
    { hint: 'Name each subject differently, or average the dissimilarities of one before.' },
  );
}

function requireStimuli(count: number): void {
  if (count >= 3) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `${count} stimuli have ${(count * (count - 1)) / 2} dissimilarities; a rank correlation takes 2.`,
    { hint: 'Give at least 3 stimuli.' },
  );
}

function requireDissimilarities(
  { shape: [size], values }: Matrix,
  subject: string,
  stimulusIds: readonly string[],
): void {
  const refuse = (row: number, column: number | 'itself', what: string, hint: string) => {
    const other = column === 'itself' ? column : `'${stimulusIds[column]}'`;
    const pair = `'${stimulusIds[row]}' and ${other}`;
    throw new VentralError(
      'RESPONSES_INVALID',
      `The dissimilarity between ${pair} of subject '${subject}' is ${what}.`,
      { hint },
    );
  };
  // What rounding may do to dissimilarities about as large as 1, and to those in a smaller unit.
  const known = values.filter((value) => !Number.isNaN(value));
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const unit = Math.min(1, 1000 * largest);
  for (let row = 0; row < size; row++) {
    const self = values[row * (size + 1)] as number;
    if (Math.abs(self) > 1e-6 * unit) {
      const hint = 'Give dissimilarities, such as 1 - r, and not similarities.';
      refuse(row, 'itself', `${self}, not 0`, hint);
    }
    for (let column = 0; column < row; column++) {
      const value = values[row * size + column] as number;
      const mirrored = values[column * size + row] as number;
      if (Math.abs(value - mirrored) <= 1e-6 * Math.max(unit, Math.abs(value))) continue;
      const hint = 'Leave out stimuli or subjects for which something is missing.';
      refuse(row, column, `${value} one way and ${mirrored} the other`, hint);
    }
  }
}
