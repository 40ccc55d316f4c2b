import { type Assembly, type FeatureMatrix, selectStimuli } from '@ventral/arrays';
import { defineMetric, type Metric, type MetricContext, type Score } from '@ventral/core';
import {
  compareParts,
  correlationDistances,
  type Matrix,
  mean,
  type PartsOptions,
  partsOptions,
  type RunOptions,
  standardError,
} from '@ventral/numerics';
import * as v from 'valibot';
import { citation } from './citation.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { type TargetDissimilarities, targetDissimilarities } from './target-dissimilarities.ts';

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
export const rdm: Metric<object> = defineMetric({
  id: 'rdm',
  title: 'Representational similarity (Spearman)',
  citation,
  source: 'features',
  better: 'higher',
  options: v.strictObject({}),
  async compare(source, target, _options, context) {
    const { distances, measured } = await bothDissimilarities(source, target, context);
    const correlations = measured.matrices.map((matrix) => rankCorrelation(distances, matrix));
    const { subjects } = measured;
    const raw = {
      value: mean(correlations),
      ...(correlations.length > 1 ? { error: standardError(correlations) } : {}),
    };
    return {
      ...raw,
      better: 'higher',
      raw: subjects === undefined ? raw : { ...raw, perSubject: named(subjects, correlations) },
    };
  },
});

/**
 * {@link rdm} over random parts of the stimuli: the mean over parts, with its standard error. It
 * tells how much the score depends on which stimuli were shown.
 */
export const rdmCrossValidated: Metric<PartsOptions> = defineMetric({
  id: 'rdm_cv',
  title: 'Representational similarity (Spearman) over parts of the stimuli',
  citation,
  source: 'features',
  better: 'higher',
  options: partsOptions,
  async compare(source, target, options, context): Promise<Score> {
    const { distances, measured } = await bothDissimilarities(source, target, context);
    const comparison = await compareParts(
      measured,
      options,
      context.seed,
      (part) => mean(measured.matrices.map((matrix) => rankCorrelation(distances, matrix, part))),
      {
        signal: context.signal,
        onProgress: (done, total) =>
          context.report({ task: 'Comparing dissimilarities', done, total, unit: 'splits' }),
      },
    );
    return { ...comparison, better: 'higher' };
  },
});

async function bothDissimilarities(
  source: FeatureMatrix,
  target: Assembly,
  context: MetricContext,
): Promise<{ distances: Matrix; measured: TargetDissimilarities }> {
  const { signal } = context;
  const measured = await targetDissimilarities(target, { signal });
  const options: RunOptions = {
    signal,
    onProgress: (done, total) =>
      context.report({ task: 'Reading features', done, total, unit: 'features' }),
  };
  const features = selectStimuli(source, measured.stimulusIds);
  return { distances: await correlationDistances(features, options), measured };
}

function named(
  subjects: readonly string[],
  values: readonly number[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(subjects.map((subject, index) => [subject, values[index] as number]));
}
