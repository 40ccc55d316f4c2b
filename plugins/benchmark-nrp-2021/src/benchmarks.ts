import { benchmarks as recorded } from '@ventral/benchmark-majaj-hong-2015';
import { type Benchmark, defineMeanBenchmark } from '@ventral/core';

const parts = ['MajajHong2015public.V4-nrp', 'MajajHong2015public.IT-nrp'];

/**
 * NRP-error: the mean absolute error of neural response predictors, averaged over V4 and IT; lower is
 * better.
 */
export const benchmarks: readonly Benchmark[] = [
  defineMeanBenchmark({
    id: 'NRP-error.2021',
    title: 'NRP-error: mean absolute error of response predictors in V4 and IT',
    species: 'macaque',
    region: 'ventral stream',
    parts: recorded.filter(({ id }) => parts.includes(id)),
  }),
];
