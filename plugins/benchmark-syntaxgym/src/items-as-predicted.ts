import { coordinate } from '@ventral/arrays';
import { defineMetric, unitResampling } from '@ventral/core';
import { countedMean, mean, standardDeviation } from '@ventral/numerics';

/**
 * The share of items that come out as predicted. The target holds 1 for those that do and 0 for the others:
 * `presentation` with the coordinate `item`. Its spread is the standard deviation (divided by n) of these numbers, as
 * Brain-Score reports it of accuracies; items are drawn again for its interval.
 */
export const itemsAsPredicted = defineMetric({
  id: 'items_as_predicted',
  title: 'Share of items that come out as predicted',
  source: 'none',
  better: 'higher',
  compareTarget(_source, target) {
    const values = Array.from(target.values);
    return {
      value: mean(values),
      spread: standardDeviation(values),
      resampling: unitResampling(
        'items',
        coordinate(target, 'item').map(String),
        values,
        countedMean,
      ),
    };
  },
});
