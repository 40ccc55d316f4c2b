import { defineMetric } from '@ventral/core';
import { countSchema, predictNeuronToNeuron, predictPls, predictRidge } from '@ventral/numerics';
import * as v from 'valibot';
import { crossValidation, drawSplits, predictionEvidence } from './cross-validation.ts';
import { readPredictors } from './read-predictors.ts';

/** Options of {@link pls}. */
export const plsOptions = v.object({
  ...crossValidation.entries,
  components: v.optional(
    v.pipe(
      countSchema(10_000),
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
export const pls = defineMetric({
  id: 'pls',
  title: 'Partial least squares regression, cross-validated',
  citation:
    'Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models of ' +
    'human intelligence, Neuron. https://doi.org/10.1016/j.neuron.2020.07.040',
  better: 'higher',
  options: plsOptions,
  async compare({ features, responses }, { components, ...splitting }, run) {
    const splits = drawSplits(responses, splitting, run.seed);
    const predictors = await readPredictors(features, run);
    const step = run.step('Fitting PLS', 'splits');
    const predictions = await predictPls(predictors, responses, splits, { ...step, components });
    return predictionEvidence(predictions, responses, splits);
  },
});

/**
 * How well features predict responses by ridge regression: Brain-Score's `ridge`. The penalty is fixed, so
 * the unit of the features is part of the definition: features times 10 are penalized 100 times less.
 */
export const ridge = defineMetric({
  id: 'ridge',
  title: 'Ridge regression, cross-validated',
  citation:
    'Hoerl & Kennard (1970), Ridge regression. https://doi.org/10.1080/00401706.1970.10488634',
  better: 'higher',
  options: v.object({
    ...crossValidation.entries,
    alpha: v.optional(
      v.pipe(
        v.number(),
        v.finite(),
        v.minValue(0),
        v.description('Weight of the squared coefficients, for features as they are, unscaled.'),
      ),
      1,
    ),
  }),
  async compare({ features, responses }, { alpha, ...splitting }, run) {
    const splits = drawSplits(responses, splitting, run.seed);
    const predictors = await readPredictors(features, run);
    const step = run.step('Fitting ridge regression', 'splits');
    const predictions = await predictRidge(predictors, responses, splits, { ...step, alpha });
    return predictionEvidence(predictions, responses, splits);
  },
});

/**
 * How well features predict responses by ordinary least squares: Brain-Score's
 * `linear_predictivity`. Where features outnumber the stimuli fitted on, the solution with the
 * smallest coefficients is taken; scikit-learn's `LinearRegression` there adds rounding noise that
 * changes with the order of features.
 */
export const linearPredictivity = defineMetric({
  id: 'linear_predictivity',
  title: 'Linear regression, cross-validated',
  citation:
    'Yamins et al. (2014), Performance-optimized hierarchical models predict neural responses in ' +
    'higher visual cortex, PNAS. https://doi.org/10.1073/pnas.1403112111',
  better: 'higher',
  options: crossValidation,
  async compare({ features, responses }, splitting, run) {
    const splits = drawSplits(responses, splitting, run.seed);
    const predictors = await readPredictors(features, run);
    const step = run.step('Fitting linear regression', 'splits');
    const predictions = await predictRidge(predictors, responses, splits, { ...step, alpha: 0 });
    return predictionEvidence(predictions, responses, splits);
  },
});

/**
 * How well each neuroid is predicted by one single feature, the one that correlates with it best
 * over the stimuli fitted on: Brain-Score's `neuron_to_neuron`.
 */
export const neuronToNeuron = defineMetric({
  id: 'neuron_to_neuron',
  title: 'Best single feature for each neuroid, cross-validated',
  citation:
    'Arend et al. (2018), Single units in a deep neural network functionally correspond with ' +
    'neurons in the brain, CBMM Memo 93. https://hdl.handle.net/1721.1/118847',
  better: 'higher',
  options: crossValidation,
  async compare({ features, responses }, splitting, run) {
    const splits = drawSplits(responses, splitting, run.seed);
    const step = run.step('Searching features', 'features');
    const predictions = await predictNeuronToNeuron(features, responses, splits, step);
    return predictionEvidence(predictions, responses, splits);
  },
});
