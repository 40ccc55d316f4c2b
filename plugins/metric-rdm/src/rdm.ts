import { type Assembly, type FeatureMatrix, matchStimuli } from '@ventral/arrays';
import { defineMetric, type MetricRun } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  compareParts,
  correlationDistances,
  createMatrix,
  type Matrix,
  mean,
  partsOptions,
  pearson,
  type RankedMatrix,
  rankMatrix,
  rankPart,
} from '@ventral/numerics';
import * as v from 'valibot';
import {
  readDissimilarities,
  type TargetDissimilarities,
  targetDissimilarities,
} from './target-dissimilarities.ts';

const citation =
  'Kriegeskorte, Mur & Bandettini (2008), Representational similarity analysis - connecting the ' +
  'branches of systems neuroscience, Frontiers in Systems Neuroscience. ' +
  'https://doi.org/10.3389/neuro.06.004.2008';

/**
 * How alike the dissimilarities between stimuli are in features and in recordings: Spearman's rank
 * correlation between the upper triangles of the two matrices of 1 - Pearson's r.
 *
 * The target holds recordings, `presentation x neuroid`; or dissimilarities that were measured,
 * `subject x stimulus x stimulus2` with the coordinates `subject` and `stimulus_id`, where the score
 * is the mean over subjects, and its error the standard error over them.
 *
 * Features are read once, a block of columns at a time: time grows with `stimuli^2 x features`,
 * memory with `stimuli^2`.
 *
 * Reference: Kriegeskorte, Mur & Bandettini (2008), https://doi.org/10.3389/neuro.06.004.2008
 */
export const rdm = defineMetric({
  id: 'rdm',
  title: 'Representational similarity (Spearman)',
  citation,
  source: 'features',
  better: 'higher',
  async compareTarget(source, target, _options, run) {
    const { distances, measured } = await bothDissimilarities(source, target, run);
    const { matrices, subjects } = measured;
    const correlations = rankCorrelations(rankMatrix(distances), matrices.map(rankMatrix));
    const { notes } = measured;
    if (subjects === undefined) return { value: mean(correlations), notes };
    return { perSubject: bySubject(subjects, correlations), notes };
  },
});

/**
 * {@link rdm} over random parts of the stimuli: the mean over parts, with its standard error. It
 * tells how much the score depends on which stimuli were shown.
 *
 * Dissimilarities are sorted once, for all parts: time grows with
 * `stimuli^2 x (features + log stimuli + parts)`, memory with `stimuli^2`.
 */
export const rdmCrossValidated = defineMetric({
  id: 'rdm_cv',
  title: 'Representational similarity (Spearman) over parts of the stimuli',
  citation,
  source: 'features',
  better: 'higher',
  options: partsOptions,
  async compareTarget(source, target, options, run) {
    const { distances, measured } = await bothDissimilarities(source, target, run);
    const [modelled, subjects] = [rankMatrix(distances), measured.matrices.map(rankMatrix)];
    const compare = (part: readonly number[]) => mean(rankCorrelations(modelled, subjects, part));
    const step = run.step('Comparing dissimilarities', 'splits');
    const evidence = await compareParts(measured, options, run.seed, compare, step);
    return { ...evidence, notes: measured.notes };
  },
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
export const rsaCeiling = defineMetric({
  id: 'rsa_ceiling',
  title: 'Agreement of dissimilarities between subjects (Spearman)',
  citation:
    'Nili et al. (2014), A toolbox for representational similarity analysis, PLOS Computational ' +
    'Biology. https://doi.org/10.1371/journal.pcbi.1003553',
  source: 'none',
  better: 'higher',
  options: v.object({
    // Upper overestimates what a model could reach, as the subject is part of the mean of all.
    bound: v.optional(
      v.pipe(
        v.picklist(['lower', 'upper']),
        v.description('Each subject against the mean of all (upper) or of all others (lower).'),
      ),
      'upper',
    ),
  }),
  compareTarget(_source, target, { bound }) {
    const { matrices, subjects } = readDissimilarities(target);
    if (matrices.length < 2) {
      const who = subjects.length === 1 ? `is only '${subjects[0]}'` : 'are none';
      throw new VentralError(
        'RESPONSES_INVALID',
        `Subjects are compared with each other; there ${who}.`,
        { hint: 'Give the dissimilarities of at least two subjects.' },
      );
    }
    // A sum ranks as its mean does.
    const total = sum(matrices);
    const correlations = matrices.flatMap((own, subject) => {
      const others = bound === 'upper' ? total : sum(matrices.toSpliced(subject, 1));
      return rankCorrelations(rankMatrix(own), [rankMatrix(others)]);
    });
    return { perSubject: bySubject(subjects, correlations) };
  },
});

async function bothDissimilarities(
  source: FeatureMatrix,
  target: Assembly,
  run: MetricRun,
): Promise<{ distances: Matrix; measured: TargetDissimilarities }> {
  const measured = await targetDissimilarities(target, { signal: run.signal });
  const features = matchStimuli(source, measured.stimulusIds);
  const step = run.step('Reading features', 'features');
  return { distances: await correlationDistances(features, step), measured };
}

/** Of one matrix with each of the others, over the upper triangles of those rows that count. */
function rankCorrelations(
  x: RankedMatrix,
  others: readonly RankedMatrix[],
  part: readonly number[] = Array.from({ length: x.size }, (_, row) => row),
): number[] {
  const ranks = rankPart(x, part);
  return others.map((other) => {
    const r = pearson(ranks, rankPart(other, part));
    if (Number.isFinite(r)) return r;
    throw new VentralError(
      'RESPONSES_INVALID',
      `No rank correlation is defined over ${part.length} stimuli: all dissimilarities of one side are ` +
        'the same.',
      { hint: 'Check that features and responses differ between stimuli.' },
    );
  });
}

function bySubject(
  subjects: readonly string[],
  values: readonly number[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(subjects.map((subject, index) => [subject, values[index] as number]));
}

function sum(matrices: readonly Matrix[]): Matrix {
  const total = createMatrix((matrices[0] as Matrix).shape);
  for (const { values } of matrices) {
    for (const [cell, value] of values.entries()) total.values[cell]! += value;
  }
  return total;
}
