import type { Cell } from '@ventral/scoring';
import type { WorkSettings } from './work-chunk.ts';

/** Cells of one model, which one worker makes after another: its activations are recorded once for them. */
export interface Chunk {
  /** The same for the same cells, in whichever run: a queue takes it once. */
  readonly id: string;
  readonly cells: readonly Cell[];
  /** The smaller, the sooner. @default 0 */
  readonly priority?: number;
}

/** What an engine knows of the chunks of a run. */
export interface EngineState {
  readonly waiting: number;
  readonly active: number;
  /** What its users should know, in sentences: tasks that ended before their cells were made, or are held. */
  readonly notes?: readonly string[];
}

/**
 * Hands chunks to workers: at least once each. What was made is known by the store alone, so that an engine
 * that loses or repeats a chunk loses and repeats no score.
 *
 * @throws VentralError `ENGINE_UNAVAILABLE` where its queue or cluster cannot be reached
 */
export interface Engine extends AsyncDisposable {
  /** As a user names it: `local`, `slurm`, `redis://host`, `postgres://host/database`. */
  readonly address: string;
  /**
   * How long a chunk takes best, in seconds: as long as can be where nothing but its end is waited for.
   * @default 600
   */
  readonly chunkSeconds?: number;
  /** Takes chunks of a run. */
  submit(run: string, chunks: readonly Chunk[]): Promise<void>;
  state(run: string): Promise<EngineState>;
  /** Forgets the chunks that wait. Workers find in the store that the run is cancelled. */
  cancel(run: string): Promise<void>;
  /**
   * Works on what was submitted, here.
   *
   * @param settings `signal` ends it, after what is being made has been given up
   */
  work?(settings: EngineWorkSettings): Promise<void>;
  /**
   * Works on one chunk, in a process that the engine began for it: of clusters.
   *
   * @param chunk name that the process was begun with
   * @returns how many cells have neither a record nor a final failure
   * @throws VentralError `CELL_REFUSED` for a chunk that is not in the store
   */
  workChunk?(run: string, chunk: string, settings: WorkSettings): Promise<number>;
}

/** How an engine works on this machine. */
export interface EngineWorkSettings extends WorkSettings {
  /** Chunks at a time. @default as many as cores and memory allow */
  readonly concurrency?: number | undefined;
  /** Whether to end when there is nothing left to do, or to wait for more. @default false */
  readonly untilIdle?: boolean | undefined;
}
