import type { Benchmark } from '@ventral/core';
import { regionBenchmark } from './region-benchmark.ts';

/** The benchmarks of either region, on the public images and on those that are held out. */
export const benchmarks: readonly Benchmark[] = [
  regionBenchmark({ part: 'public', region: 'V1' }),
  regionBenchmark({ part: 'public', region: 'V2' }),
  regionBenchmark({ part: 'private', region: 'V1' }),
  regionBenchmark({ part: 'private', region: 'V2' }),
];
