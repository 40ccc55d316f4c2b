import type { MetricContext, ProgressEvent } from '@ventral/core';
import type { RunOptions } from '@ventral/numerics';

/** Lets a computation report to a run, and be stopped by it. */
export function runOptions(
  context: MetricContext,
  task: string,
  unit: ProgressEvent['unit'],
): RunOptions {
  return {
    signal: context.signal,
    onProgress: (done, total) => context.report({ task, done, total, unit }),
  };
}
