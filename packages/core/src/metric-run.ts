import { setImmediate } from 'node:timers/promises';
import type { RunOptions } from '@ventral/numerics';
import { type ProgressEvent, type RunContext, throwIfInterrupted } from './run-context.ts';

/** The part of a run context that a metric may depend on: it does no I/O of its own. */
export interface MetricContext extends Pick<RunContext, 'seed' | 'signal' | 'report'> {
  /**
   * Keeps results that took long, for a run that was interrupted; they must not depend on whether
   * it does.
   * @default nothing is kept
   */
  readonly memo?: RunContext['memo'];
  /**
   * Whether what was scored is drawn again, for the interval of the score.
   * @default true
   */
  readonly withUncertainty?: RunContext['withUncertainty'];
}

/** A run as a metric sees it: how to draw, how to say how far it is, and when to stop. */
export interface MetricRun extends MetricContext {
  /**
   * Lets a computation of `@ventral/numerics` report to the run, and be stopped by it.
   *
   * @param task for a person: `Fitting PLS`
   */
  step(task: string, unit: ProgressEvent['unit']): RunOptions;
  /**
   * Goes through items one by one, reports after each, and stops where the run was interrupted.
   *
   * @param task for a person: `Comparing choices`
   * @throws VentralError `INTERRUPTED`
   */
  each<Item>(
    items: readonly Item[],
    task: string,
    unit: ProgressEvent['unit'],
  ): AsyncGenerator<Item>;
}

/** Gives a context the protocol of metrics. */
export function metricRun(context: MetricContext): MetricRun {
  const { signal, report } = context;
  return {
    ...context,
    step: (task, unit) => ({
      signal,
      onProgress: (done, total) => report({ task, done, total, unit }),
    }),
    async *each(items, task, unit) {
      const total = items.length;
      for (const [done, item] of items.entries()) {
        throwIfInterrupted(signal, `after ${done} of ${total} ${unit}`);
        yield item;
        report({ task, done: done + 1, total, unit });
        // An interruption is only seen when the event loop turns.
        await setImmediate();
      }
    },
  };
}
