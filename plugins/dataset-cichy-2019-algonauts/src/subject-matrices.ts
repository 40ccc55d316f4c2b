import { type Assembly, createAssembly } from '@ventral/arrays';
import { VentralError } from '@ventral/errors';
import { readNpyFile } from '@ventral/files';

/** How a file of dissimilarities is read. */
export interface SubjectMatricesOptions {
  /** Names of the stimuli, in the order of the matrices. */
  readonly stimulusIds: readonly string[];
  /**
   * Of matrices that were measured over time, which time to read, from 0; or the mean over all.
   * @default 'mean'
   */
  readonly time?: number | 'mean';
  /**
   * How many subjects there have to be.
   * @default any number
   */
  readonly subjects?: number;
}

/**
 * Reads the dissimilarities of subjects as the Algonauts Challenge of 2019 and Net2Brain store them: a
 * .npz, or a .npy, of `subjects x stimuli x stimuli` for fMRI, `subjects x times x stimuli x stimuli`
 * for MEG, early or late.
 *
 * @param path of the file; `file.npz:name` for one array of several
 * @returns `subject x stimulus x stimulus2`, with the coordinates `subject` (`S01`, `S02`, ...),
 *   `stimulus_id` and `stimulus_id2`, in the unit of the file
 * @throws VentralError `FILE_UNREADABLE`, `DATA_CORRUPT` where it is no such file
 * @throws VentralError `SHAPE_MISMATCH` where it has another form, or another number of subjects
 * @throws VentralError `STIMULI_MISMATCH` where it has another number of stimuli
 * @throws VentralError `OPTION_INVALID` for a time that was not measured
 */
export async function readSubjectMatrices(
  path: string,
  options: SubjectMatricesOptions,
): Promise<Assembly> {
  const { shape, values } = await readNpyFile(path);
  const { stimulusIds, subjects = shape[0] } = options;
  const sizes = shape.slice(-2);
  if (shape.length < 3 || shape.length > 4 || sizes[0] !== sizes[1]) throw notMatrices(path, shape);
  const [found = 0] = shape;
  const [size = 0] = sizes;
  if (size !== stimulusIds.length) {
    throw new VentralError(
      'STIMULI_MISMATCH',
      `${path} holds dissimilarities of ${size} stimuli; ${stimulusIds.length} are named.`,
      { hint: 'Take the matrices of the same set of images: there is one of 92, and one of 78.' },
    );
  }
  if (found !== subjects) {
    throw new VentralError(
      'SHAPE_MISMATCH',
      `${path} holds the dissimilarities of ${found} subjects, not of ${subjects}.`,
      { hint: 'Take the file as it was published: every subject saw all images.' },
    );
  }
  const times = shape.length === 4 ? (shape[1] as number) : 1;
  const asked = timesAsked(options.time ?? 'mean', times, path);
  return createAssembly({
    dims: ['subject', 'stimulus', 'stimulus2'],
    shape: [found, size, size],
    values: averageOverTimes(values, found, times, size * size, asked),
    coords: {
      subject: {
        dim: 'subject',
        values: Array.from(
          { length: found },
          (_, index) => `S${String(index + 1).padStart(2, '0')}`,
        ),
      },
      stimulus_id: { dim: 'stimulus', values: stimulusIds },
      stimulus_id2: { dim: 'stimulus2', values: stimulusIds },
    },
  });
}

function timesAsked(time: number | 'mean', times: number, path: string): readonly number[] {
  const all = Array.from({ length: times }, (_, index) => index);
  if (time === 'mean') return all;
  if (all.includes(time)) return [time];
  throw new VentralError(
    'OPTION_INVALID',
    `${path} has ${times} times; there is no time ${time}.`,
    {
      hint: `Ask for one from 0 to ${times - 1}, or for 'mean'.`,
    },
  );
}

function averageOverTimes(
  values: ArrayLike<number | bigint>,
  subjects: number,
  times: number,
  cells: number,
  asked: readonly number[],
): Float64Array {
  const averages = new Float64Array(subjects * cells);
  for (let subject = 0; subject < subjects; subject++) {
    for (const time of asked) {
      const from = (subject * times + time) * cells;
      for (let cell = 0; cell < cells; cell++) {
        averages[subject * cells + cell]! += Number(values[from + cell]) / asked.length;
      }
    }
  }
  return averages;
}

function notMatrices(path: string, shape: readonly number[]): VentralError {
  return new VentralError(
    'SHAPE_MISMATCH',
    `${path} holds [${shape.join(', ')}] values, not square matrices of subjects.`,
    {
      hint: 'Give subjects x stimuli x stimuli, or subjects x times x stimuli x stimuli.',
    },
  );
}
