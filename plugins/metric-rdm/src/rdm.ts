import { type Assembly, type FeatureMatrix, matchStimuli } from '@ventral/arrays';
import { defineMetric, type MetricRun, type Resampling } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  compareParts,
  correlationDistances,
  euclideanDistances,
  type Matrix,
  mean,
  partsOptions,
  pearson,
  type RankedMatrix,
  rankMatrix,
  rankPart,
  upperTriangle,
} from '@ventral/numerics';
import * as v from 'valibot';
import { averagedForm, averagingNames } from './averaged-form.ts';
import { orderValues } from './counted-spearman.ts';
import {
  type CorrelationName,
  correlateOnce,
  correlationNames,
} from './dissimilarity-correlation.ts';
import { dissimilarityResampling } from './resample-dissimilarities.ts';
import {
  correlationsAmongSubjects,
  correlationsWithSubjects,
  mostRanked,
  sumMatrices,
} from './subject-correlations.ts';
import {
  readDissimilarities,
  type TargetDissimilarities,
  targetDissimilarities,
} from './target-dissimilarities.ts';

const citation =
  'Kriegeskorte, Mur & Bandettini (2008), Representational similarity analysis - connecting the ' +
  'branches of systems neuroscience, Frontiers in Systems Neuroscience. ' +
  'https://doi.org/10.3389/neuro.06.004.2008';

const howCorrelated = {
  correlation: v.optional(
    v.pipe(
      v.picklist(correlationNames),
      v.description('How dissimilarities are correlated; tau-a gives nothing for ties.'),
    ),
    'spearman',
  ),
  // The Algonauts Challenge of 2019 scores so, whatever the sign.
  squared: v.optional(
    v.pipe(
      v.boolean(),
      v.description('Whether the correlation of each subject is squared before the mean.'),
    ),
    false,
  ),
};

/**
 * How alike the dissimilarities between stimuli are in features and in recordings: Spearman's rank
 * correlation between the upper triangles of the two matrices of 1 - Pearson's r. Options: Pearson's
 * correlation or Kendall's tau-a, Euclidean distances of the features, squares of the correlations.
 *
 * The target holds recordings, `presentation x neuroid`; or dissimilarities that were measured,
 * `subject x stimulus x stimulus2` with the coordinates `subject` and `stimulus_id`, where the score
 * is the mean over subjects, and its error the standard error over them.
 *
 * Stimuli are drawn again, and subjects with them where there are several; neuroids are fixed. Up to 300
 * stimuli are ranked again in each replicate; of more, the score changes as it does in first order.
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
  options: v.object({
    distance: v.optional(
      v.pipe(
        v.picklist(['correlation', 'euclidean']),
        v.description("How unlike features are: 1 - Pearson's r, or their Euclidean distance."),
      ),
      'correlation',
    ),
    ...howCorrelated,
  }),
  async compareTarget(source, target, { distance, ...how }, run) {
    const { distances, measured } = await bothDissimilarities(source, target, run, distance);
    const { matrices, subjects } = measured;
    const correlations = correlatePairs(distances, matrices, how);
    const { notes } = measured;
    const resampling = resampleModel(distances, measured, how);
    if (subjects === undefined) return { value: mean(correlations), resampling, notes };
    return { perSubject: bySubject(subjects, correlations), resampling, notes };
  },
});

/**
 * {@link rdm} over random parts of the stimuli: the mean over parts, with their spread. Stimuli and subjects
 * are drawn again from all stimuli, as those of `rdm` are, about this score.
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
    const resampling = resampleModel(distances, measured, plain, mean(evidence.perSplit));
    return { ...evidence, resampling, notes: measured.notes };
  },
});

/**
 * How well the dissimilarities of each subject agree with those of all: the ceiling of {@link rdm}.
 * The target holds dissimilarities, `subject x stimulus x stimulus2` with the coordinates `subject`
 * and `stimulus_id`.
 *
 * Method: Spearman's rank correlation between the matrix of each subject and the mean of the
 * matrices of all subjects, or of all others; the mean over subjects, with its standard error. Stimuli are
 * drawn again, and subjects where there are at least four. Correlation and squares as of {@link rdm}. Ranks
 * or z-scores, where they are averaged, are those over all stimuli, in draws as well.
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
    averaging: v.optional(
      v.pipe(
        v.picklist(averagingNames),
        v.description(
          'What of each subject is averaged: dissimilarities, their ranks (Nili et al. 2014), or z-scores.',
        ),
      ),
      'raw',
    ),
    ...howCorrelated,
  }),
  compareTarget(_source, target, { bound, averaging, ...how }) {
    const { matrices, subjects, stimulusIds } = readDissimilarities(target);
    if (matrices.length < 2) {
      const who = subjects.length === 1 ? `is only '${subjects[0]}'` : 'are none';
      throw new VentralError(
        'RESPONSES_INVALID',
        `Subjects are compared with each other; there ${who}.`,
        { hint: 'Give the dissimilarities of at least two subjects.' },
      );
    }
    // A sum ranks as its mean does.
    const forms = matrices.map((matrix) => averagedForm(matrix, averaging));
    const total = sum(forms);
    const correlations = matrices.flatMap((own, subject) => {
      const others = bound === 'upper' ? total : sum(forms.toSpliced(subject, 1));
      return correlatePairs(own, [others], how);
    });
    const most = mostRankedBy(how);
    const resampling =
      stimulusIds.length > most
        ? tooManyFor(how, stimulusIds.length)
        : dissimilarityResampling({
            stimulusIds,
            subjects,
            drawsSubjects: subjects.length >= fewestDrawn,
            squared: how.squared,
            correlations: () =>
              correlationsAmongSubjects(matrices, bound, mostRanked, how.correlation, forms),
          });
    return { perSubject: bySubject(subjects, correlations), resampling };
  },
});

// Of fewer subjects, more than one draw in twenty is of a single one, with no other to agree with.
const fewestDrawn = 4;

/** How dissimilarities are related. */
interface HowCorrelated {
  readonly correlation: CorrelationName;
  readonly squared: boolean;
}

const plain: HowCorrelated = { correlation: 'spearman', squared: false };

function resampleModel(
  distances: Matrix,
  { stimulusIds, matrices, subjects }: TargetDissimilarities,
  how: HowCorrelated,
  value?: number,
): Resampling | string {
  if (stimulusIds.length > mostRankedBy(how)) return tooManyFor(how, stimulusIds.length);
  return dissimilarityResampling({
    stimulusIds,
    subjects: subjects ?? ['all'],
    drawsSubjects: matrices.length > 1,
    squared: how.squared,
    correlations: () => correlationsWithSubjects(distances, matrices, mostRanked, how.correlation),
    ...(value !== undefined && { value }),
  });
}

/** Only of Spearman's correlation is it known how it changes in first order. */
function mostRankedBy({ correlation }: HowCorrelated): number {
  return correlation === 'spearman' ? Number.POSITIVE_INFINITY : mostRanked;
}

function tooManyFor({ correlation }: HowCorrelated, stimuli: number): string {
  return `With ${correlation}, up to ${mostRanked} stimuli are drawn again; there are ${stimuli}.`;
}

async function bothDissimilarities(
  source: FeatureMatrix,
  target: Assembly,
  run: MetricRun,
  distance: 'correlation' | 'euclidean' = 'correlation',
): Promise<{ distances: Matrix; measured: TargetDissimilarities }> {
  const measured = await targetDissimilarities(target, { signal: run.signal });
  const features = matchStimuli(source, measured.stimulusIds);
  const step = run.step('Reading features', 'features');
  const distancesOf = distance === 'euclidean' ? euclideanDistances : correlationDistances;
  return { distances: await distancesOf(features, step), measured };
}

/** Of one matrix with each of the others, over their upper triangles. */
function correlatePairs(
  x: Matrix,
  others: readonly Matrix[],
  { correlation, squared }: HowCorrelated,
): readonly number[] {
  const squareIfAsked = (r: number) => (squared ? r * r : r);
  if (correlation === 'spearman') {
    return rankCorrelations(rankMatrix(x), others.map(rankMatrix)).map(squareIfAsked);
  }
  const own = ordered(x);
  return others.map((other) => {
    const r = correlateOnce(correlation, own, ordered(other));
    return squareIfAsked(defined(r, x.shape[0], 'correlation'));
  });
}

function ordered(matrix: Matrix) {
  return orderValues(upperTriangle(matrix));
}

/** Of one matrix with each of the others, over the upper triangles of those rows that count. */
function rankCorrelations(
  x: RankedMatrix,
  others: readonly RankedMatrix[],
  part: readonly number[] = Array.from({ length: x.size }, (_, row) => row),
): number[] {
  const ranks = rankPart(x, part);
  return others.map((other) =>
    defined(pearson(ranks, rankPart(other, part)), part.length, 'rank correlation'),
  );
}

function defined(r: number, stimuli: number, what: string): number {
  if (Number.isFinite(r)) return r;
  throw new VentralError(
    'RESPONSES_INVALID',
    `No ${what} is defined over ${stimuli} stimuli: all dissimilarities of one side are ` +
      'the same.',
    { hint: 'Check that features and responses differ between stimuli.' },
  );
}

function bySubject(
  subjects: readonly string[],
  values: readonly number[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(subjects.map((subject, index) => [subject, values[index] as number]));
}

function sum(matrices: readonly Matrix[]): Matrix {
  return sumMatrices(matrices, new Uint8Array(matrices.length).fill(1));
}
