import { defineNeuralBenchmark } from '@ventral/core';
import { simulatedVentral } from '@ventral/dataset-simulated-ventral';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { ridge } from '@ventral/metric-linear-predictivity';

/** How well ridge regression on a model predicts simulated V4; ten splits, 10 % to test. */
export const __EXPORT__ = defineNeuralBenchmark({
  id: '__NAME__',
  title: 'Simulated V4 by ridge regression',
  citation: 'Your Name (2031), Your title. https://doi.org/10.0000/yours',
  dataset: simulatedVentral,
  region: 'V4',
  metric: ridge,
  metricOptions: { alpha: 1 },
  ceiling: internalConsistency,
  ceilingConvention: 'r^2/c',
});
