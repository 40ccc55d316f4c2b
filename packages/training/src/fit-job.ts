import type { FitSettings } from './fit-network.ts';

/** What a thread is asked to do. */
export interface FitJob {
  readonly settings: FitSettings;
  /** In shared memory; not 0 once the thread is to stop. */
  readonly stopFlag: Int32Array;
}
