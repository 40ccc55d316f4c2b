import { join } from 'node:path';
import { type Outcome, type RunSettings, type runCommand, temporaryFolder } from './run-command.ts';
import { runHere } from './run-here.ts';

/** Where the runs of a test are kept. */
export interface Place {
  readonly folder: string;
  readonly store: string;
  /** Runs the command with this store, and a cache beside it. */
  ventral(args: readonly string[], settings?: RunSettings): Promise<Outcome>;
}

/** A folder of its own for store and cache. */
export function newPlace(run: typeof runCommand = runHere): Place {
  const folder = temporaryFolder();
  const environment = {
    VENTRAL_STORE: join(folder, 'scores'),
    VENTRAL_CACHE: join(folder, 'cache'),
  };
  const ventral = (args: readonly string[], settings: RunSettings = {}) =>
    run(args, { ...settings, environment: { ...environment, ...settings.environment } });
  return { folder, ventral, store: environment.VENTRAL_STORE };
}
