import { defineMetric, type Metric } from '@ventral/core';
import { predictRidge } from '@ventral/numerics';
import * as v from 'valibot';
import { crossRegressedCorrelation } from './cross-regressed-correlation.ts';
import { type CrossValidationOptions, crossValidationEntries } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';

/** What can be chosen about ridge regression. */
export interface RidgeMetricOptions extends CrossValidationOptions {
  /**
   * Weight of the squared coefficients, from 0.
   * @default 1
   */
  readonly alpha: number;
}

const options: v.GenericSchema<unknown, RidgeMetricOptions> = v.strictObject({
  ...crossValidationEntries,
  alpha: v.optional(
    v.pipe(
      v.number(),
      v.finite(),
      v.minValue(0),
      v.description('Weight of the squared coefficients.'),
    ),
    1,
  ),
});

/** How well features predict responses by ridge regression: Brain-Score's `ridge`. */
export const ridge: Metric<RidgeMetricOptions> = defineMetric({
  id: 'ridge',
  title: 'Ridge regression, cross-validated',
  citation:
    'Hoerl & Kennard (1970), Ridge regression. https://doi.org/10.1080/00401706.1970.10488634',
  source: 'features',
  better: 'higher',
  options,
  compare: (source, target, { alpha, ...options }, context) =>
    crossRegressedCorrelation(source, target, options, context, async (features, targets, splits) =>
      predictRidge(await readPredictors(features, context), targets, splits, {
        ...runOptions(context, 'Fitting ridge regression', 'splits'),
        alpha,
      }),
    ),
});
