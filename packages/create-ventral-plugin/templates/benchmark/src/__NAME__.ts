import { type Benchmark, defineNeuralBenchmark, type NeuralData } from '@ventral/core';
import { ridge } from '@ventral/metric-linear-predictivity';
import { simulatedData } from './simulated-data.ts';

/**
 * How well a model predicts six simulated units that prefer an orientation, by ridge regression:
 * ten splits of 60 gratings, 90 % to fit and 10 % to test.
 */
export const __EXPORT__: Benchmark = defineNeuralBenchmark<NeuralData>({
  id: '__NAME__',
  title: 'Simulated units that prefer an orientation',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  dataset: simulatedData,
  metric: ridge,
  metricOptions: { alpha: 1 },
  species: simulatedData.species,
  region: 'V1',
  files: simulatedData.files,
  load: (context) => simulatedData.load(context),
  ceilingConvention: 'raw',
});
