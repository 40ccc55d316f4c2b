import { defineNeuralBenchmark } from '@ventral/core';
import { simulatedLanguage } from '@ventral/dataset-simulated-language';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { ridgePearsonr } from '@ventral/metric-linear-predictivity';

/**
 * How well a model that reads predicts a simulated language region, as `Tuckute2024-ridge` does a real one. The score
 * says nothing about brains: it shows what methods do where the truth is known.
 */
export const simulatedLanguageRidge = defineNeuralBenchmark({
  id: 'SimulatedLanguage-ridge',
  title: `Simulated language region: ${ridgePearsonr.title}`,
  dataset: simulatedLanguage,
  region: 'language_system',
  metric: ridgePearsonr,
  ceiling: internalConsistency,
  ceilingConvention: 'r/sqrt(c)',
});
