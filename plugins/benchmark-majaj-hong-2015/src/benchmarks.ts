import type { Benchmark } from '@ventral/core';
import { nrp } from '@ventral/metric-nrp';
import { regionBenchmark } from './region-benchmark.ts';

/**
 * The benchmarks of either region, on the public images and on those that are held out; and the error
 * of response predictors, on the public images.
 */
export const benchmarks: readonly Benchmark[] = [
  regionBenchmark({ part: 'public', region: 'V4' }),
  regionBenchmark({ part: 'public', region: 'IT' }),
  regionBenchmark({ part: 'private', region: 'V4' }),
  regionBenchmark({ part: 'private', region: 'IT' }),
  regionBenchmark({ part: 'public', region: 'V4', metric: nrp }),
  regionBenchmark({ part: 'public', region: 'IT', metric: nrp }),
];
