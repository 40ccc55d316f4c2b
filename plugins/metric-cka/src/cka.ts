import { setImmediate } from 'node:timers/promises';
import {
  type Assembly,
  type CoordinateValue,
  type FeatureMatrix,
  selectStimuli,
} from '@ventral/assembly';
import {
  defineMetric,
  type Metric,
  type MetricContext,
  type Score,
  throwIfInterrupted,
} from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { centeredGram, digestSplits, type Matrix, mean, standardError } from '@ventral/numerics';
import * as v from 'valibot';
import { citation } from './citation.ts';
import {
  type CrossValidationOptions,
  crossValidationOptions,
  drawParts,
} from './cross-validation.ts';
import { biasedAlignment, subMatrix, unbiasedAlignment } from './kernel-alignment.ts';
import { readResponses } from './responses.ts';

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
export const ckaCrossValidated: Metric<CrossValidationOptions> = defineMetric({
  id: 'cka_cv',
  title: 'Centred kernel alignment, unbiased, over parts of the stimuli',
  citation,
  source: 'features',
  better: 'higher',
  options: crossValidationOptions,
  async compare(source, target, options, context): Promise<Score> {
    const { modelled, measured, stimulusIds, labels } = await bothGrams(source, target, context);
    const splits = drawParts(labels, options, context.seed);
    const perSplit: number[] = [];
    for (const { test } of splits) {
      const done = perSplit.length;
      throwIfInterrupted(context.signal, `after ${done} of ${splits.length} parts of the stimuli`);
      requireStimuli(test.length);
      perSplit.push(unbiasedAlignment(subMatrix(modelled, test), subMatrix(measured, test)));
      context.report({
        task: 'Comparing representations',
        done: done + 1,
        total: splits.length,
        unit: 'splits',
      });
      // An interruption is only seen when the event loop turns.
      await setImmediate();
    }
    const raw = { value: mean(perSplit), error: standardError(perSplit), perSplit };
    return {
      value: raw.value,
      error: raw.error,
      better: 'higher',
      raw,
      splitsDigest: digestSplits(splits, stimulusIds),
    };
  },
});

interface Grams {
  readonly modelled: Matrix;
  readonly measured: Matrix;
  readonly stimulusIds: readonly string[];
  /** Labels of the stimuli by coordinate, such as `object_name`. */
  readonly labels: ReadonlyMap<string, readonly CoordinateValue[]>;
}

async function bothGrams(
  source: FeatureMatrix,
  target: Assembly,
  { signal, report }: MetricContext,
): Promise<Grams> {
  const { features: responses, labels } = readResponses(target);
  const { stimulusIds } = responses;
  requireStimuli(stimulusIds.length);
  const features = selectStimuli(source, stimulusIds);
  const measured = await centeredGram(responses, { signal });
  const modelled = await centeredGram(features, {
    signal,
    onProgress: (done, total) =>
      report({ task: 'Reading features', done, total, unit: 'features' }),
  });
  requireVariance(measured, `The responses of ${responses.featureCount} neuroids`);
  requireVariance(modelled, `The ${features.featureCount} features`);
  return { modelled, measured, stimulusIds, labels };
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

function requireVariance({ rows: size, values }: Matrix, what: string): void {
  if (Array.from({ length: size }, (_, row) => values[row * (size + 1)]).some((own) => own !== 0)) {
    return;
  }
  throw new VentralError(
    'RESPONSES_INVALID',
    `${what} are the same for all ${size} stimuli: there is nothing to align.`,
    { hint: 'Check that the recordings hold responses, and that the layer is not silent.' },
  );
}
