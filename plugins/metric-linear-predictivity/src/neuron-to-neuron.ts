import { defineMetric, type Metric } from '@ventral/core';
import { predictNeuronToNeuron } from '@ventral/numerics';
import { crossRegressedCorrelation } from './cross-regressed-correlation.ts';
import { type CrossValidationOptions, crossValidationOptions } from './cross-validation.ts';
import { runOptions } from './run-options.ts';

/**
 * How well each neuroid is predicted by one single feature, the one that correlates with it best
 * over the stimuli fitted on: Brain-Score's `neuron_to_neuron`.
 */
export const neuronToNeuron: Metric<CrossValidationOptions> = defineMetric({
  id: 'neuron_to_neuron',
  title: 'Best single feature for each neuroid, cross-validated',
  citation:
    'Arend et al. (2018), Single units in a deep neural network functionally correspond with ' +
    'neurons in the brain, CBMM Memo 93. https://hdl.handle.net/1721.1/118847',
  source: 'features',
  better: 'higher',
  options: crossValidationOptions,
  compare: (source, target, options, context) =>
    crossRegressedCorrelation(source, target, options, context, (features, targets, splits) =>
      predictNeuronToNeuron(
        features,
        targets,
        splits,
        runOptions(context, 'Searching features', 'features'),
      ),
    ),
});
