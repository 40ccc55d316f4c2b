import { columnsVary, type Responses } from '@ventral/arrays';
import type { Evidence, Prediction } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  digestSplits,
  fractionOption,
  type Matrix,
  type Split,
  splitStimuli,
  splitsOption,
  stratificationOption,
} from '@ventral/numerics';
import * as v from 'valibot';

/** Options of how stimuli are split into those to fit on and those to test on. */
export const crossValidation = v.object({
  splits: splitsOption(
    'How many times stimuli are split into those to fit on and those to test on.',
  ),
  trainSize: fractionOption('Fraction of the stimuli to fit on.'),
  stratification: stratificationOption,
});

/**
 * Draws the splits of recorded stimuli.
 *
 * @throws VentralError `OPTION_INVALID` for an unknown label, or sizes that leave a side with fewer
 *   than 2 stimuli
 */
export function drawSplits(
  responses: Responses,
  { splits: count, trainSize, stratification }: v.InferOutput<typeof crossValidation>,
  seed: number,
): Split[] {
  const size = { train: trainSize };
  const splits = splitStimuli(responses, { splits: count, size, stratification, seed });
  const [{ train, test }] = splits as [Split];
  if (train.length >= 2 && test.length >= 2) return splits;
  throw new VentralError(
    'OPTION_INVALID',
    `A split of ${responses.shape[0]} stimuli leaves ${train.length} to fit on and ${test.length} to ` +
      'test on.',
    {
      hint: 'A fit and a correlation each need at least 2 stimuli: use more, or another trainSize.',
    },
  );
}

/**
 * What was predicted for the test stimuli of each split, and of which target: of one that does not vary
 * over the training stimuli, all that a regression predicts beyond it is rounding noise.
 *
 * @param predictions for each split, `test stimuli x targets`
 * @param measured `stimuli x targets`
 */
export function testPredictions(
  predictions: readonly Matrix[],
  measured: Matrix,
  splits: readonly Split[],
): readonly Prediction[] {
  return splits.map(({ train, test }, split) => {
    const { shape, values } = predictions[split] as Matrix;
    const varies = columnsVary(measured, train);
    if (varies.every(Boolean)) return { stimuli: test, values: { shape, values } };
    const known = values.map((value, cell) => (varies[cell % shape[1]] ? value : Number.NaN));
    return { stimuli: test, values: { shape, values: known } };
  });
}

/** The evidence of predictions of recorded responses, given as in {@link testPredictions}. */
export function predictionEvidence(
  predictions: readonly Matrix[],
  responses: Responses,
  splits: readonly Split[],
): Evidence {
  return {
    predictions: testPredictions(predictions, responses, splits),
    splitsDigest: digestSplits(splits, responses.stimulusIds),
  };
}
