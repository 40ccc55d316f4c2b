import { defineMetric, type Metric } from '@ventral/core';
import { predictPls } from '@ventral/numerics';
import * as v from 'valibot';
import { crossRegressedCorrelation } from './cross-regressed-correlation.ts';
import { type CrossValidationOptions, crossValidationEntries } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';

/** What can be chosen about partial least squares regression. */
export interface PlsMetricOptions extends CrossValidationOptions {
  /**
   * Number of components, at most the number of predictors.
   * @default 25
   */
  readonly components: number;
}

/** Schema of {@link PlsMetricOptions}. */
export const plsOptions: v.GenericSchema<unknown, PlsMetricOptions> = v.strictObject({
  ...crossValidationEntries,
  components: v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.minValue(1),
      v.description('Number of components, at most the number of predictors.'),
    ),
    25,
  ),
});

/**
 * How well features predict responses by partial least squares regression: Brain-Score's `pls`.
 *
 * Neuroids in another order give slightly other scores (about 1e-3), because scikit-learn's
 * iteration starts from the first of them and ends early: published scores need file order.
 */
export const pls: Metric<PlsMetricOptions> = defineMetric({
  id: 'pls',
  title: 'Partial least squares regression, cross-validated',
  citation:
    'Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models of ' +
    'human intelligence, Neuron. https://doi.org/10.1016/j.neuron.2020.07.040',
  source: 'features',
  better: 'higher',
  options: plsOptions,
  compare: (source, target, options, context) =>
    crossRegressedCorrelation(source, target, options, context, async (features, targets, splits) =>
      predictPls(await readPredictors(features, context), targets, splits, {
        ...runOptions(context, 'Fitting PLS', 'splits'),
        components: options.components,
      }),
    ),
});
