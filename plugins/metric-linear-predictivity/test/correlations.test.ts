import {
  createMatrix,
  pearsonColumns,
  predictPls,
  preparePredictors,
  selectRows,
  stratifiedShuffleSplit,
} from '@ventral/numerics';
import { expect, it } from 'vitest';
import { testPredictions } from '../src/cross-validation.ts';
import { featuresOf, golden } from './golden-case.ts';

it.each(['first', 'second'] as const)(
  'pls equals Brain-Score in every split and neuroid: the %s case',
  async (name) => {
    const { stimulus_id, object_name, neuroid_id, target, metrics } = golden[name];
    const splits = stratifiedShuffleSplit(object_name, {
      splits: 10,
      size: { train: 0.9 },
      seed: 1,
    });
    const measured = createMatrix(
      [stimulus_id.length, neuroid_id.length],
      Float64Array.from(target.flat()),
    );
    const predictors = await preparePredictors(featuresOf(golden[name]));
    const predictions = await predictPls(predictors, measured, splits);
    const known = testPredictions(predictions, measured, splits);
    const correlations = known.map(({ stimuli, values }) =>
      pearsonColumns(values, selectRows(measured, stimuli)),
    );
    for (const [split, expected] of metrics.pls!.raw.entries()) {
      for (const [neuroid, r] of expected.entries()) {
        expect(Math.abs(correlations[split]![neuroid]! - r)).toBeLessThan(1e-6);
      }
    }
  },
);
