import {
  defineMeanBenchmark,
  defineNeuralBenchmark,
  type Metric,
  type NeuralBenchmarkDescription,
} from '@ventral/core';
import { majajHong2015 } from '@ventral/dataset-majaj-hong-2015';
import { internalConsistency } from '@ventral/metric-internal-consistency';
import { pls } from '@ventral/metric-linear-predictivity';
import { nrp } from '@ventral/metric-nrp';

/**
 * How well a model predicts the responses of one region to objects.
 *
 * Conditions: splits of the images stratified by object, 10 % to test; PLS with 25 components, or
 * another metric. The ceiling is the internal consistency of single trials; the value is `r^2/c`. A
 * metric that is an error has no ceiling.
 *
 * Reference: Schrimpf et al. (2020), Integrative benchmarking to advance neurally mechanistic models
 * of human intelligence, doi:10.1016/j.neuron.2020.07.040; in the version of Brain-Score of 2026.
 *
 * @param part images that anyone can fetch, or those that are held out for evaluation
 * @param dataset recordings in the same layout
 */
export function majajHongBenchmark(
  part: 'public' | 'private',
  region: 'V4' | 'IT',
  metric: Metric = pls,
  dataset: NeuralBenchmarkDescription['dataset'] = majajHong2015,
) {
  const [suffix, images] = part === 'public' ? ['public', 'public'] : ['', 'held-out'];
  return defineNeuralBenchmark({
    id: `MajajHong2015${suffix}.${region}-${metric.id}`,
    title: `Macaque ${region}, ${images} images of objects: ${metric.title}`,
    // That of Brain-Score, where it has this benchmark.
    scoreVersion: metric.id === pls.id ? 4 : 1,
    dataset,
    part,
    region,
    metric,
    metricOptions: { stratification: 'object_name' },
    ceiling: internalConsistency,
    ceilingConvention: 'r^2/c',
  });
}

const errors = [majajHongBenchmark('public', 'V4', nrp), majajHongBenchmark('public', 'IT', nrp)];

/**
 * The benchmarks of either region, on the public images and on those that are held out; the error of
 * response predictors on the public images, and its mean over the regions (NRP-error).
 */
export const benchmarks = [
  majajHongBenchmark('public', 'V4'),
  majajHongBenchmark('public', 'IT'),
  majajHongBenchmark('private', 'V4'),
  majajHongBenchmark('private', 'IT'),
  ...errors,
  defineMeanBenchmark({
    id: 'NRP-error.2021',
    title: 'NRP-error: mean absolute error of response predictors in V4 and IT',
    species: 'macaque',
    region: 'ventral stream',
    parts: errors,
  }),
];
