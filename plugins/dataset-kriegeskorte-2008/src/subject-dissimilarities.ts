import { VentralError } from '@ventral/errors';
import type { MatFields } from '@ventral/matlab';
import { matField } from '@ventral/matlab';

/** How unlike one another the stimuli are to a subject: in its brain, or in its judgement. */
export interface SubjectDissimilarities {
  readonly subject: string;
  /** Row-major, `stimuli x stimuli`; symmetric, with zeros on the diagonal. */
  readonly matrix: Float64Array;
}

const macaqueName = 'mIT_674neurons';

/**
 * Macaque IT: one matrix, of the neurons of both animals together.
 *
 * @param objects the variables of the file of objects
 */
export function readMacaqueIt(objects: MatFields): readonly SubjectDissimilarities[] {
  const matrices = matField(objects, 'RDMs_mIT_hIT_fig1', 'structs').structs;
  const found = matrices.find((one) => matField(one, 'name', 'text').text === macaqueName);
  if (found === undefined) {
    throw new VentralError('DATA_CORRUPT', `The MAT-file has no matrix named '${macaqueName}'.`);
  }
  return [{ subject: macaqueName, matrix: unfoldPairs(matField(found, 'RDM', 'numbers').values) }];
}

/**
 * The matrices of subjects by name (`hIT | BE | Session: 1`, `simJudge | subject1`), averaged over
 * the sessions of each.
 *
 * @param variable the name of the variable that holds them, struct by struct
 */
export function readSubjects(file: MatFields, variable: string): readonly SubjectDissimilarities[] {
  const sessions = new Map<string, Float64Array[]>();
  for (const session of matField(file, variable, 'structs').structs) {
    const [, subject = ''] = matField(session, 'name', 'text').text.split(' | ');
    const matrix = Float64Array.from(matField(session, 'RDM', 'numbers').values);
    sessions.set(subject, [...(sessions.get(subject) ?? []), matrix]);
  }
  return [...sessions].map(([subject, matrices]) => ({ subject, matrix: averageCells(matrices) }));
}

function averageCells(matrices: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(matrices[0]?.length ?? 0);
  for (const matrix of matrices) {
    for (const [cell, value] of matrix.entries()) sums[cell]! += value;
  }
  return sums.map((sum) => sum / matrices.length);
}

/** From the pairs (1, 2), (1, 3), ..., (2, 3), ..., as MATLAB's squareform takes them. */
function unfoldPairs(pairs: ArrayLike<number>): Float64Array {
  const size = (1 + Math.sqrt(1 + 8 * pairs.length)) / 2;
  const matrix = new Float64Array(size * size);
  for (let row = 0, pair = 0; row < size; row++) {
    for (let column = row + 1; column < size; column++, pair++) {
      matrix[row * size + column] = pairs[pair] as number;
      matrix[column * size + row] = pairs[pair] as number;
    }
  }
  return matrix;
}
