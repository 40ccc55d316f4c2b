import { VentralError } from '@ventral/errors';
import { type Matrix, principalSubmatrix, spearman, upperTriangle } from '@ventral/numerics';

/**
 * Spearman's rank correlation of two dissimilarity matrices over their upper triangles.
 *
 * @param stimuli the rows and columns that count; without it, all
 * @throws VentralError `RESPONSES_INVALID` where it is undefined, as all dissimilarities are the same
 */
export function rankCorrelation(x: Matrix, y: Matrix, stimuli?: readonly number[]): number {
  const triangle = (matrix: Matrix) =>
    upperTriangle(stimuli === undefined ? matrix : principalSubmatrix(matrix, stimuli));
  const r = spearman(triangle(x), triangle(y));
  if (Number.isFinite(r)) return r;
  throw new VentralError(
    'RESPONSES_INVALID',
    `No rank correlation is defined over ${stimuli?.length ?? x.shape[0]} stimuli: all dissimilarities ` +
      'of one side are the same.',
    { hint: 'Check that features and responses differ between stimuli.' },
  );
}
