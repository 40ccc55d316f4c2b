import { featureMatrix } from '@ventral/arrays';
import { defineMetric, type Evidence, type MatchedData, type MetricRun } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  centeredGram,
  compareParts,
  type Matrix,
  mean,
  partsOptions,
  principalSubmatrix,
} from '@ventral/numerics';
import { biasedAlignment, type Estimate, unbiasedAlignment } from './kernel-alignment.ts';
import { alignmentResampling } from './resample-alignment.ts';

const citation =
  'Kornblith, Norouzi, Lee & Hinton (2019), Similarity of neural network representations ' +
  'revisited, ICML. https://proceedings.mlr.press/v97/kornblith19a.html';

/**
 * How alike features and recordings are up to rotation and scaling: linear centred kernel alignment
 * (CKA) by its unbiased estimate ({@link unbiasedAlignment}).
 *
 * Features are read once, a block of columns at a time: time grows with `stimuli^2 x features`,
 * memory with `stimuli^2`.
 */
export const cka = defineMetric({
  id: 'cka',
  title: 'Centred kernel alignment, unbiased',
  citation,
  better: 'higher',
  compares: 'representations',
  compare: (data, _options, run) => align(data, 'unbiased', run),
});

/** {@link cka} by its biased estimate ({@link biasedAlignment}), which many publications report. */
export const ckaBiased = defineMetric({
  id: 'cka_biased',
  title: 'Centred kernel alignment, biased',
  citation,
  better: 'higher',
  compares: 'representations',
  compare: (data, _options, run) => align(data, 'biased', run),
});

/**
 * {@link cka} over random parts of the stimuli: the mean over parts, with their spread. Stimuli and neuroids
 * are drawn again from all stimuli, as those of `cka` are, about this score.
 */
export const ckaCrossValidated = defineMetric({
  id: 'cka_cv',
  title: 'Centred kernel alignment, unbiased, over parts of the stimuli',
  citation,
  better: 'higher',
  options: partsOptions,
  compares: 'representations',
  async compare(data, options, run) {
    const [modelled, measured] = await grams(data, run);
    const alignPart = (part: readonly number[]) => {
      requireStimuli(part.length);
      return unbiasedAlignment(
        principalSubmatrix(modelled, part),
        principalSubmatrix(measured, part),
      );
    };
    const step = run.step('Comparing representations', 'splits');
    const { responses } = data;
    const evidence = await compareParts(responses, options, run.seed, alignPart, step);
    const value = mean(evidence.perSplit);
    const all = { modelled, measured, responses, value } as const;
    return { ...evidence, resampling: alignmentResampling({ ...all, estimate: 'unbiased' }) };
  },
});

async function align(data: MatchedData, estimate: Estimate, run: MetricRun): Promise<Evidence> {
  const [modelled, measured] = await grams(data, run);
  const alignment = estimate === 'unbiased' ? unbiasedAlignment : biasedAlignment;
  const { responses } = data;
  return {
    value: alignment(modelled, measured),
    resampling: alignmentResampling({ modelled, measured, responses, estimate }),
  };
}

async function grams(
  { features, responses }: MatchedData,
  run: MetricRun,
): Promise<[modelled: Matrix, measured: Matrix]> {
  const { stimulusIds, shape, values } = responses;
  const [rows, columns] = shape;
  requireStimuli(rows);
  const measured = await centeredGram(featureMatrix(values, stimulusIds), { signal: run.signal });
  requireVariance(measured, `The responses of ${columns} neuroids`);
  const modelled = await centeredGram(features, run.step('Reading features', 'features'));
  requireVariance(modelled, `The ${features.featureCount} features`);
  return [modelled, measured];
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
  for (let row = 0; row < size; row++) if (values[row * (size + 1)] !== 0) return;
  throw new VentralError(
    'RESPONSES_INVALID',
    `${what} are the same for all ${size} stimuli: there is nothing to align.`,
    { hint: 'Check that the recordings hold responses, and that the layer is not silent.' },
  );
}
