import type { VentralError } from '@ventral/errors';
import type { FitSettings, FittedNetwork } from './fit-network.ts';

/** What a thread is asked to do. */
export interface FitJob {
  readonly settings: FitSettings;
  /** In shared memory; not 0 once the thread is to stop. */
  readonly stopFlag: Int32Array;
}

/** What it answers. An error loses its class on the way between threads, so its parts are sent. */
export type FitAnswer =
  | { readonly fitted: FittedNetwork }
  | { readonly failure: Pick<VentralError, 'code' | 'message' | 'hint'> };
