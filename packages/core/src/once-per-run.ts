import type { PinnedFile } from './pinned-file.ts';
import type { RunContext } from './run-context.ts';

interface Made<Value> {
  readonly value: Promise<Value>;
  /** Tells a caller of every file read for the value: those of before, and those still to come. */
  tellOfFiles(fileUsed: RunContext['fileUsed']): void;
}

/**
 * A function that makes its value once a run, however often it is called with contexts of the run: a
 * benchmark loads its data once for all models and layers that are scored.
 *
 * Every caller's context is told of the files that are read for the value, whoever called first: a
 * record names the files behind its score. What fails is not tried again within the run. The value
 * is kept as long as the run is.
 */
export function oncePerRun<Value>(
  make: (context: RunContext) => Promise<Value>,
): (context: RunContext) => Promise<Value> {
  const made = new WeakMap<object, Made<Value>>();
  return (context) => {
    const entry = made.get(context.run) ?? begin(make, context);
    made.set(context.run, entry);
    entry.tellOfFiles(context.fileUsed);
    return entry.value;
  };
}

function begin<Value>(
  make: (context: RunContext) => Promise<Value>,
  context: RunContext,
): Made<Value> {
  const files: PinnedFile[] = [];
  const callers = new Set<RunContext['fileUsed']>();
  const fileUsed = (file: PinnedFile) => {
    files.push(file);
    for (const tell of callers) tell(file);
  };
  return {
    value: make({ ...context, fileUsed }),
    tellOfFiles(tell) {
      if (callers.has(tell)) return;
      callers.add(tell);
      files.forEach(tell);
    },
  };
}
