import { columnsVary } from '@ventral/arrays';
import {
  type CorrelatedSplit,
  type Matrix,
  pearsonColumns,
  selectRows,
  summarizeSplits,
} from '@ventral/numerics';
import type { Evidence, Prediction } from './evidence.ts';
import { correlationResampling } from './resampling.ts';

/** What predictions are compared with. */
export interface Measured {
  /** `stimuli x columns`. */
  readonly values: Matrix;
  readonly stimulusIds: readonly (string | number | boolean)[];
  /**
   * Of all neuroids, those left out of the columns included; where columns are neuroids.
   * @default columns are no neuroids, and stay the same where stimuli are drawn again
   */
  readonly neuroidIds?: readonly (string | number | boolean)[];
  /**
   * Of each column, its index among the neuroids.
   * @default the columns are all neuroids
   */
  readonly columns?: readonly number[];
}

/**
 * What predictions are worth: the median over columns of their correlations with what was measured in each
 * split, the mean over splits of each column, and how both can be drawn again.
 *
 * Reference: Schrimpf et al. (2020), https://doi.org/10.1016/j.neuron.2020.07.040
 */
export function predictedEvidence(
  predictions: readonly Prediction[],
  { values: measured, ...units }: Measured,
): Evidence {
  const splits = predictions.map((prediction) => correlate(prediction, measured));
  const correlations = splits.map((split) => split.correlations);
  const { perSplit, perNeuroid } = summarizeSplits(correlations);
  const total = splits.length * measured.shape[1];
  const skipped = correlations.reduce((sum, rs) => sum + rs.filter(Number.isNaN).length, 0);
  const note =
    `${skipped} of ${total} correlations are undefined, because what was measured does not vary over ` +
    'the training or test stimuli of a split, or what was predicted does not; they were left out.';
  return {
    perSplit,
    perNeuroid,
    resampling: correlationResampling({ splits, ...units }),
    notes: skipped === 0 ? [] : [note],
  };
}

/** Of a prediction that is constant, all that varies is rounding noise. */
function correlate({ stimuli, values }: Prediction, all: Matrix): CorrelatedSplit {
  const measured = selectRows(all, stimuli);
  const varies = columnsVary(values);
  const correlations = pearsonColumns(values, measured).map((r, column) =>
    varies[column] ? r : Number.NaN,
  );
  return { stimuli, sides: [values, measured], correlations };
}
