import { defineMetric, type Metric } from '@ventral/core';
import { predictRidge } from '@ventral/numerics';
import { crossRegressedCorrelation } from './cross-regressed-correlation.ts';
import { type CrossValidationOptions, crossValidationOptions } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';
import { runOptions } from './run-options.ts';

/**
 * How well features predict responses by ordinary least squares: Brain-Score's
 * `linear_predictivity`. Where features outnumber the stimuli fitted on, the solution with the
 * smallest coefficients is taken; scikit-learn's `LinearRegression` there adds rounding noise that
 * changes with the order of features.
 */
export const linearPredictivity: Metric<CrossValidationOptions> = defineMetric({
  id: 'linear_predictivity',
  title: 'Linear regression, cross-validated',
  citation:
    'Yamins et al. (2014), Performance-optimized hierarchical models predict neural responses in ' +
    'higher visual cortex, PNAS. https://doi.org/10.1073/pnas.1403112111',
  source: 'features',
  better: 'higher',
  options: crossValidationOptions,
  compare: (source, target, options, context) =>
    crossRegressedCorrelation(source, target, options, context, async (features, targets, splits) =>
      predictRidge(await readPredictors(features, context), targets, splits, {
        ...runOptions(context, 'Fitting linear regression', 'splits'),
        alpha: 0,
      }),
    ),
});
