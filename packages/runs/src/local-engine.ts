import { setTimeout } from 'node:timers/promises';
import { chunksAtOnce, coresFor } from './chunks-at-once.ts';
import type { Chunk, Engine } from './engine.ts';
import { workChunk } from './work-chunk.ts';

// Between two tries of a chunk: 1, 2, 4 s.
const firstPause = 1000;
const mostTries = 4;

/**
 * Processes on this machine, each on a core of its own; no server. What was submitted lasts as long as this
 * engine: the store knows what is left, and the next run goes on with it.
 *
 * @param peakBytes of the most hungry cell, from earlier records
 */
export function localEngine(peakBytes?: number): Engine {
  const waiting: { readonly run: string; readonly chunk: Chunk; tries: number }[] = [];
  let active = 0;
  return {
    address: 'local',
    async submit(run, chunks) {
      waiting.push(...chunks.map((chunk) => ({ run, chunk, tries: 0 })));
      waiting.sort((a, b) => (a.chunk.priority ?? 0) - (b.chunk.priority ?? 0));
    },
    async state(run) {
      return { waiting: waiting.filter((one) => one.run === run).length, active };
    },
    async cancel(run) {
      for (const one of waiting.filter((each) => each.run === run)) {
        waiting.splice(waiting.indexOf(one), 1);
      }
    },
    async work({ concurrency = chunksAtOnce(peakBytes), untilIdle = false, ...settings }) {
      const { signal } = settings;
      const lane = async (core: number | undefined) => {
        while (signal?.aborted !== true) {
          const job = waiting.shift();
          if (job === undefined) {
            if (untilIdle && active === 0) return;
            await pause(200, signal);
            continue;
          }
          active += 1;
          try {
            const isCancelled = () => settings.store.isCancelled(job.run);
            const left = await workChunk(job.chunk.cells, { ...settings, isCancelled }, core);
            job.tries += 1;
            if (left === 0 || job.tries >= mostTries || (await isCancelled())) continue;
            await pause(firstPause * 2 ** (job.tries - 1), signal);
            waiting.push(job);
          } finally {
            active -= 1;
          }
        }
      };
      await Promise.all(coresFor(concurrency).map(lane));
    },
    async [Symbol.asyncDispose]() {},
  };
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal }).catch(() => {});
}
