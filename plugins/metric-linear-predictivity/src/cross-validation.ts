import { type Responses, valuesVary } from '@ventral/arrays';
import type { Evidence } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  digestSplits,
  fractionOption,
  type Matrix,
  pearsonColumns,
  type Split,
  selectRows,
  splitStimuli,
  splitsOption,
  stratificationOption,
  summarizeSplits,
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
 * Correlates what was predicted for the test stimuli of each split with what was measured.
 *
 * @param predictions for each split, `test stimuli x targets`
 * @param measured `stimuli x targets`
 * @returns for each split, Pearson's r of each target; NaN where a target does not vary over the
 *   training or over the test stimuli, or what is predicted of it does not
 */
export function correlatePredictions(
  predictions: readonly Matrix[],
  measured: Matrix,
  splits: readonly Split[],
): readonly Float64Array[] {
  return splits.map(({ train, test }, index) => {
    const predicted = predictions[index] as Matrix;
    const trained = selectRows(measured, train);
    return pearsonColumns(predicted, selectRows(measured, test)).map((r, target) =>
      valuesVary(columnOf(trained, target)) && valuesVary(columnOf(predicted, target))
        ? r
        : Number.NaN,
    );
  });
}

/** Of a target that is constant, all that a regression predicts beyond it is rounding noise. */
function columnOf({ shape: [rows, columns], values }: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => values[row * columns + column] as number);
}

/**
 * What predictions are worth, given as in {@link correlatePredictions}: the median correlation over
 * targets in each split, and the mean over splits of each target.
 *
 * Reference: Schrimpf et al. (2020), https://doi.org/10.1016/j.neuron.2020.07.040
 */
export function scorePredictions(
  predictions: readonly Matrix[],
  measured: Matrix,
  splits: readonly Split[],
  stimulusIds: readonly string[],
): Evidence {
  const correlations = correlatePredictions(predictions, measured, splits);
  const { perSplit, perNeuroid } = summarizeSplits(correlations);
  const total = splits.length * measured.shape[1];
  const skipped = correlations.reduce((sum, rs) => sum + rs.filter(Number.isNaN).length, 0);
  const note =
    `${skipped} of ${total} correlations are undefined, because what was measured does not vary over ` +
    'the training or test stimuli of a split, or what was predicted does not; they were left out.';
  return {
    perSplit,
    perNeuroid,
    splitsDigest: digestSplits(splits, stimulusIds),
    notes: skipped === 0 ? [] : [note],
  };
}
