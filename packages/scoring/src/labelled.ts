import type { RunContext } from '@ventral/core';

/** A context whose steps say what they are for, where the same step is done for several things. */
export function labelled(context: RunContext, label: string): RunContext {
  return {
    ...context,
    report: (event) => context.report({ ...event, task: `${event.task}, ${label}` }),
  };
}
