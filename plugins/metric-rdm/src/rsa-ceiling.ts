import { defineMetric, type Metric } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { createMatrix, type Matrix, mean, standardError } from '@ventral/numerics';
import * as v from 'valibot';
import { rankCorrelation } from './rank-correlation.ts';
import { readDissimilarities } from './target-dissimilarities.ts';

/** What can be chosen about the ceiling of representational similarity. */
export interface RsaCeilingOptions {
  /**
   * `upper`: each subject against the mean of all, which overestimates what a model could reach, as
   * the subject is part of the mean; `lower`: against the mean of all others, which underestimates it.
   * @default 'upper' as in Brain-Score
   */
  readonly bound: 'lower' | 'upper';
}

const options: v.GenericSchema<unknown, RsaCeilingOptions> = v.strictObject({
  bound: v.optional(
    v.pipe(
      v.picklist(['lower', 'upper']),
      v.description('Each subject against the mean of all (upper) or of all others (lower).'),
    ),
    'upper',
  ),
});

/**
 * How well the dissimilarities of each subject agree with those of all: the ceiling of {@link rdm}.
 * The target holds dissimilarities, `subject x stimulus x stimulus2` with the coordinates `subject`
 * and `stimulus_id`.
 *
 * Method: Spearman's rank correlation between the matrix of each subject and the mean of the
 * matrices of all subjects, or of all others; the mean over subjects, with its standard error.
 * Reference: Nili et al. (2014), https://doi.org/10.1371/journal.pcbi.1003553
 */
export const rsaCeiling: Metric<RsaCeilingOptions, 'none'> = defineMetric({
  id: 'rsa_ceiling',
  title: 'Agreement of dissimilarities between subjects (Spearman)',
  citation:
    'Nili et al. (2014), A toolbox for representational similarity analysis, PLOS Computational ' +
    'Biology. https://doi.org/10.1371/journal.pcbi.1003553',
  source: 'none',
  better: 'higher',
  options,
  async compare(_source, target, { bound }) {
    const { matrices, subjects } = readDissimilarities(target);
    if (matrices.length < 2) {
      throw new VentralError(
        'RESPONSES_INVALID',
        `Subjects are compared with each other; there ${subjects.length === 1 ? `is only '${subjects[0]}'` : 'are none'}.`,
        { hint: 'Give the dissimilarities of at least two subjects.' },
      );
    }
    // A sum ranks as its mean does.
    const total = sum(matrices);
    const perSubject = matrices.map((own, subject) => {
      const others = bound === 'upper' ? total : sum(matrices.toSpliced(subject, 1));
      return rankCorrelation(own, others);
    });
    const value = mean(perSubject);
    const error = standardError(perSubject);
    return {
      value,
      error,
      better: 'higher',
      raw: {
        value,
        error,
        perSubject: Object.fromEntries(
          subjects.map((subject, index) => [subject, perSubject[index] as number]),
        ),
      },
    };
  },
});

function sum(matrices: readonly Matrix[]): Matrix {
  const total = createMatrix((matrices[0] as Matrix).shape);
  for (const { values } of matrices) {
    for (const [cell, value] of values.entries()) total.values[cell]! += value;
  }
  return total;
}
