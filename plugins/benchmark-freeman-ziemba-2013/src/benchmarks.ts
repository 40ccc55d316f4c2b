import { defineNeuralBenchmark, type NeuralBenchmarkDescription } from '@ventral/core';
import { freemanZiemba2013 } from '@ventral/dataset-freeman-ziemba-2013';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls } from '@ventral/metric-linear-predictivity';

/**
 * How well a model predicts the responses of one region to textures.
 *
 * Conditions: ten splits of the images stratified by texture or noise, 90 % to fit and 10 % to test;
 * PLS with 25 components. The ceiling is the internal consistency of single trials; the value is
 * `r^2/c`.
 *
 * Reference: Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models
 * of human intelligence, doi:10.1016/j.neuron.2020.07.040; in the version of Brain-Score of 2026.
 *
 * @param part images that anyone can fetch, or those that are held out for evaluation
 * @param dataset recordings in the same layout
 */
export function freemanZiembaBenchmark(
  part: 'public' | 'private',
  region: 'V1' | 'V2',
  dataset: NeuralBenchmarkDescription['dataset'] = freemanZiemba2013,
) {
  const [suffix, images] = part === 'public' ? ['public', 'public'] : ['', 'held-out'];
  return defineNeuralBenchmark({
    id: `FreemanZiemba2013${suffix}.${region}-pls`,
    title: `Macaque ${region}, ${images} images of textures: ${pls.title}`,
    scoreVersion: part === 'public' ? 1 : 3,
    dataset,
    part,
    region,
    metric: pls,
    metricOptions: { stratification: 'texture_type' },
    ceiling: internalConsistency,
    ceilingConvention: 'r^2/c',
  });
}

/** The benchmarks of either region, on the public images and on those that are held out. */
export const benchmarks = [
  freemanZiembaBenchmark('public', 'V1'),
  freemanZiembaBenchmark('public', 'V2'),
  freemanZiembaBenchmark('private', 'V1'),
  freemanZiembaBenchmark('private', 'V2'),
];
