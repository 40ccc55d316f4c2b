import {
  type Assembly,
  type FeatureMatrix,
  featureMatrix,
  type LabelledStimuli,
  readResponses,
  selectStimuli,
} from '@ventral/arrays';
import { defineMetric, type Metric, type MetricContext, type Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  centeredGram,
  compareParts,
  type Matrix,
  type PartsOptions,
  partsOptions,
  principalSubmatrix,
} from '@ventral/numerics';
import * as v from 'valibot';
import { citation } from './citation.ts';
import { biasedAlignment, unbiasedAlignment } from './kernel-alignment.ts';

/**
 * How alike features and recordings are up to rotation and scaling: linear centred kernel alignment
 * (CKA) by its unbiased estimate ({@link unbiasedAlignment}).
 *
 * The target holds recordings, `presentation x neuroid` with the coordinates `stimulus_id` and
 * `neuroid_id`; repetitions are averaged first.
 *
 * Features are read once, a block of columns at a time: time grows with `stimuli^2 x features`,
 * memory with `stimuli^2`.
 */
export const cka: Metric<object> = defineMetric({
  id: 'cka',
  title: 'Centred kernel alignment, unbiased',
  citation,
  source: 'features',
  better: 'higher',
  options: v.strictObject({}),
  async compare(source, target, _options, context) {
    const { modelled, measured } = await bothGrams(source, target, context);
    return single(unbiasedAlignment(modelled, measured));
  },
});

/** {@link cka} by its biased estimate ({@link biasedAlignment}), which many publications report. */
export const ckaBiased: Metric<object> = defineMetric({
  id: 'cka_biased',
  title: 'Centred kernel alignment, biased',
  citation,
  source: 'features',
  better: 'higher',
  options: v.strictObject({}),
  async compare(source, target, _options, context) {
    const { modelled, measured } = await bothGrams(source, target, context);
    return single(biasedAlignment(modelled, measured));
  },
});

/**
 * {@link cka} over random parts of the stimuli: the mean over parts, with its standard error. It
 * tells how much the score depends on which stimuli were shown.
 */
export const ckaCrossValidated: Metric<PartsOptions> = defineMetric({
  id: 'cka_cv',
  title: 'Centred kernel alignment, unbiased, over parts of the stimuli',
  citation,
  source: 'features',
  better: 'higher',
  options: partsOptions,
  async compare(source, target, options, context): Promise<Score> {
    const { modelled, measured, stimuli } = await bothGrams(source, target, context);
    const comparison = await compareParts(
      stimuli,
      options,
      context.seed,
      (part) => {
        requireStimuli(part.length);
        return unbiasedAlignment(
          principalSubmatrix(modelled, part),
          principalSubmatrix(measured, part),
        );
      },
      {
        signal: context.signal,
        onProgress: (done, total) =>
          context.report({ task: 'Comparing representations', done, total, unit: 'splits' }),
      },
    );
    return { ...comparison, better: 'higher' };
  },
});

interface Grams {
  readonly modelled: Matrix;
  readonly measured: Matrix;
  readonly stimuli: LabelledStimuli;
}

async function bothGrams(
  source: FeatureMatrix,
  target: Assembly,
  { signal, report }: MetricContext,
): Promise<Grams> {
  const { stimulusIds, labels, neuroidIds, values } = readResponses(target);
  requireStimuli(stimulusIds.length);
  const features = selectStimuli(source, stimulusIds);
  const measured = await centeredGram(featureMatrix(values, stimulusIds), { signal });
  const modelled = await centeredGram(features, {
    signal,
    onProgress: (done, total) =>
      report({ task: 'Reading features', done, total, unit: 'features' }),
  });
  requireVariance(measured, `The responses of ${neuroidIds.length} neuroids`);
  requireVariance(modelled, `The ${features.featureCount} features`);
  return { modelled, measured, stimuli: { stimulusIds, labels } };
}

function single(value: number): Score {
  return { value, better: 'higher', raw: { value } };
}

function requireStimuli(count: number): void {
  if (count >= 4) return;
  throw new VentralError(
    'SHAPE_MISMATCH',
    `Representations of ${count} stimuli cannot be aligned; it takes 4.`,
    { hint: 'Use more stimuli, or larger parts of them.' },
  );
}

function requireVariance({ shape: [size], values }: Matrix, what: string): void {
  if (Array.from({ length: size }, (_, row) => values[row * (size + 1)]).some((own) => own !== 0)) {
    return;
  }
  throw new VentralError(
    'RESPONSES_INVALID',
    `${what} are the same for all ${size} stimuli: there is nothing to align.`,
    { hint: 'Check that the recordings hold responses, and that the layer is not silent.' },
  );
}
