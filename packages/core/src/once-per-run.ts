import type { RunContext } from './run-context.ts';

/**
 * A function that makes its value once a run, however often it is called with the run's context: a
 * benchmark loads its data once for all layers that are scored.
 *
 * What fails is not tried again within the run. The value is kept as long as the context is.
 */
export function oncePerRun<Value>(
  make: (context: RunContext) => Promise<Value>,
): (context: RunContext) => Promise<Value> {
  const made = new WeakMap<RunContext, Promise<Value>>();
  return (context) => {
    const value = made.get(context) ?? make(context);
    made.set(context, value);
    return value;
  };
}
