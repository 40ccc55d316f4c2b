import type { Benchmark } from '@ventral/core';
import { regionBenchmark } from './region-benchmark.ts';

/** The benchmarks of either region, on the public images and on those that are held out. */
export const benchmarks: readonly Benchmark[] = [
  regionBenchmark({ part: 'public', region: 'V4' }),
  regionBenchmark({ part: 'public', region: 'IT' }),
  regionBenchmark({ part: 'private', region: 'V4' }),
  regionBenchmark({ part: 'private', region: 'IT' }),
];
