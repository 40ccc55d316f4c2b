/**
 * Many scores on many machines: plans, stores of records, workers, and the engines that hand cells to them.
 *
 * @module
 */
export type { ChunkEvent, ChunkTask } from './chunk-task.ts';
export { type ChunkSettings, chunksOf } from './chunks.ts';
export { chunksAtOnce, coresFor } from './chunks-at-once.ts';
export type { Chunk, Engine, EngineState, EngineWorkSettings } from './engine.ts';
export { type Estimate, estimateCosts, estimateFrom, type MeasuredCell } from './estimate.ts';
export { folderStore } from './folder-store.ts';
export { inParallel } from './in-parallel.ts';
export { localEngine } from './local-engine.ts';
export { type EngineSettings, type OpenEngine, openEngine } from './open-engine.ts';
export { type OpenStore, openStore } from './open-store.ts';
export { type PackedCells, packCells, unpackCells } from './packed-cells.ts';
export { type Plan, type PlannedScores, planSchema, readPlan } from './plan.ts';
export { type PlanCells, planCells } from './plan-cells.ts';
export { isFinished, type RunStatus, runStatus } from './run-status.ts';
export {
  type ClusterJob,
  type FailedCell,
  type Run,
  RunStore,
  type WorkerNote,
} from './run-store.ts';
export { requireKey, type Store } from './store.ts';
export { resubmitRun, type SubmitSettings, submitRun } from './submit-run.ts';
export { type WorkSettings, workChunk } from './work-chunk.ts';
export { workInTries } from './work-in-tries.ts';
export { noteWork, work } from './worker.ts';
