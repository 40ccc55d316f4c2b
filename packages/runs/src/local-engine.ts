import { chunksAtOnce, coresFor } from './chunks-at-once.ts';
import type { Chunk, Engine } from './engine.ts';
import { pause, workInTries } from './work-in-tries.ts';

interface LocalJob {
  readonly run: string;
  readonly chunk: Chunk;
  /** Lanes that began cells of it, by the key of the cell. */
  readonly makers: Map<string, symbol>;
  /** Those that work, or worked, on it. */
  readonly lanes: Set<symbol>;
}

/**
 * Processes on this machine, each on a core of its own; no server. What was submitted lasts as long as this
 * engine: the store knows what is left, and the next run goes on with it.
 *
 * A lane takes one chunk after another. When none waits it joins another at its chunk, from the last cell
 * on, so that all end together however little was known of how long cells take.
 *
 * @param peakBytes of the most hungry cell, from earlier records
 */
export function localEngine(peakBytes?: number): Engine {
  const waiting: LocalJob[] = [];
  const active: LocalJob[] = [];
  const join = (lane: symbol): LocalJob | undefined => {
    const untaken = ({ chunk, makers }: LocalJob) => chunk.cells.length - makers.size;
    return active
      .filter((job) => !job.lanes.has(lane) && untaken(job) > 1)
      .sort((a, b) => untaken(b) - untaken(a))[0];
  };
  return {
    address: 'local',
    // Who has nothing to do joins: more chunks of a model would only be more processes.
    chunkSeconds: Number.POSITIVE_INFINITY,
    async submit(run, chunks) {
      const jobs = chunks.map((chunk) => ({
        run,
        chunk,
        makers: new Map(),
        lanes: new Set<symbol>(),
      }));
      waiting.push(...jobs);
      waiting.sort((a, b) => (a.chunk.priority ?? 0) - (b.chunk.priority ?? 0));
    },
    async state(run) {
      const ofRun = (jobs: readonly LocalJob[]) => jobs.filter((job) => job.run === run);
      return { waiting: ofRun(waiting).length, active: new Set(ofRun(active)).size };
    },
    async cancel(run) {
      for (const one of waiting.filter((each) => each.run === run)) {
        waiting.splice(waiting.indexOf(one), 1);
      }
    },
    async work({ concurrency = chunksAtOnce(peakBytes), untilIdle = false, ...settings }) {
      const { signal } = settings;
      const work = async (core: number | undefined) => {
        const lane = Symbol();
        while (signal?.aborted !== true) {
          const next = waiting.shift();
          const job = next ?? join(lane);
          if (job === undefined) {
            if (untilIdle && active.length === 0) return;
            await pause(200, signal);
            continue;
          }
          const { run, chunk, makers } = job;
          job.lanes.add(lane);
          active.push(job);
          const claim = (key: string) => {
            const maker = makers.get(key) ?? lane;
            makers.set(key, maker);
            return maker === lane;
          };
          const isCancelled = () => settings.store.isCancelled(run);
          const cells = next === undefined ? chunk.cells.toReversed() : chunk.cells;
          try {
            await workInTries(cells, { ...settings, isCancelled, claim }, core);
          } finally {
            active.splice(active.indexOf(job), 1);
          }
        }
      };
      await Promise.all(coresFor(concurrency).map(work));
    },
    async [Symbol.asyncDispose]() {},
  };
}
