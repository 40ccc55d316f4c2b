import { coordinate } from '@ventral/arrays';
import { defineMetric, unitResampling } from '@ventral/core';
import { countedMean, mean, standardDeviation } from '@ventral/numerics';

/**
 * The share of items that come out as predicted. The target holds 1 for those that do and 0 for the others:
 * `presentation` with the coordinate `item`. Its spread is the standard deviation (divided by n) of these numbers, as
 * Brain-Score reports it of accuracies; items are drawn again for its interval. Where all come out alike, draws do not
 * vary: a note then says which share is not excluded.
 */
export const itemsAsPredicted = defineMetric({
  id: 'items_as_predicted',
  title: 'Share of items that come out as predicted',
  source: 'none',
  better: 'higher',
  unit: 'share as predicted',
  compareTarget(_source, target) {
    const values = Array.from(target.values);
    const value = mean(values);
    return {
      value,
      spread: standardDeviation(values),
      resampling: unitResampling(
        'items',
        coordinate(target, 'item').map(String),
        values,
        countedMean,
      ),
      notes: value === 0 || value === 1 ? [alikeNote(value, values.length)] : [],
    };
  },
});

/** With the one-sided bound of 95 % for a share of which all draws were alike. */
function alikeNote(value: 0 | 1, items: number): string {
  const excluded = 0.05 ** (1 / items);
  const [which, share] =
    value === 1
      ? ['All', `${percent(excluded)} or more`]
      : ['None', `${percent(1 - excluded)} or less`];
  return `${which} of ${items} items come out as predicted, and draws of them do not vary: a share of ${share} is not excluded (95 %).`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
