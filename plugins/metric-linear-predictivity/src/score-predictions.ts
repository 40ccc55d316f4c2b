import type { Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import {
  digestSplits,
  type Matrix,
  pearsonColumns,
  type Split,
  selectRows,
  summarizeSplits,
} from '@ventral/numerics';

/**
 * Correlates what was predicted for the test stimuli of each split with what was measured.
 *
 * @param predictions for each split, `test stimuli x targets`
 * @param measured `stimuli x targets`
 * @returns for each split, Pearson's r of each target; NaN where a target does not vary over the
 *   test stimuli
 */
export function correlatePredictions(
  predictions: readonly Matrix[],
  measured: Matrix,
  splits: readonly Split[],
): Float64Array[] {
  return splits.map(({ test }, index) => {
    const actual = selectRows(measured, test);
    return pearsonColumns(predictions[index] as Matrix, actual);
  });
}

/**
 * The score of correlations: their median over targets, then the mean over splits.
 *
 * @param correlations for each split, one a target
 * @param splits of rows labelled by `stimulusIds`
 * @throws VentralError `RESPONSES_INVALID` where a split has no correlation at all
 */
export function scoreCorrelations(
  correlations: readonly Float64Array[],
  splits: readonly Split[],
  stimulusIds: readonly string[],
): Score {
  const { value, error, perSplit, perNeuroid } = summarizeSplits(correlations);
  const undefinedSplit = perSplit.findIndex(Number.isNaN);
  if (undefinedSplit >= 0) {
    const tested = splits[undefinedSplit]?.test.length;
    throw new VentralError(
      'RESPONSES_INVALID',
      `No correlation is defined in split ${undefinedSplit + 1} of ${splits.length}: over its ` +
        `${tested} test stimuli, either nothing measured varies or nothing predicted does.`,
      {
        hint:
          'Check that the features differ between stimuli (a layer may be silent), or test on ' +
          'more stimuli at a time with a smaller trainSize.',
      },
    );
  }
  const skipped = correlations.reduce(
    (count, targets) => count + targets.reduce((sum, r) => sum + (Number.isNaN(r) ? 1 : 0), 0),
    0,
  );
  // One split says nothing about how much splits differ.
  const uncertainty = splits.length > 1 ? { error } : {};
  return {
    value,
    ...uncertainty,
    better: 'higher',
    raw: { value, ...uncertainty, perSplit, perNeuroid },
    splitsDigest: digestSplits(splits, stimulusIds),
    ...(skipped === 0
      ? {}
      : {
          notes: [
            `${skipped} of ${correlations.length * perNeuroid.length} correlations are undefined, ` +
              'because what was measured or predicted does not vary over the test stimuli of a ' +
              'split; they were left out.',
          ],
        }),
  };
}
