import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ChunkEvent } from './chunk-task.ts';
import type { Engine, EngineWorkSettings } from './engine.ts';
import type { WorkSettings } from './work-chunk.ts';

const heartbeat = 15_000;

/**
 * Works on what an engine hands out, and notes in the store that it is there and what it makes.
 *
 * @throws VentralError `ENGINE_UNAVAILABLE`
 */
export async function work(engine: Engine, settings: EngineWorkSettings): Promise<void> {
  await noteWork(settings, async (heard) => engine.work?.(heard));
}

/**
 * Calls `make`, and notes in the store meanwhile that a worker is there and what it makes.
 *
 * @param make works with the settings that it is given, which hear of every cell
 */
export async function noteWork<Settings extends WorkSettings, Result>(
  settings: Settings,
  make: (settings: Settings) => Promise<Result>,
): Promise<Result> {
  const { store, onUpdate } = settings;
  const id = `${hostname()}.${process.pid}.${randomUUID().slice(0, 8)}`;
  const making = new Set<string>();
  const note = () =>
    store
      .noteWorker({ id, machine: hostname(), at: new Date().toISOString(), cells: [...making] })
      // It will say so the next time; a store that is gone fails where records are written.
      .catch(() => {});
  const heard = (event: ChunkEvent) => {
    if (event.kind === 'begun') making.add(event.key);
    else making.delete(event.key);
    onUpdate?.(event);
  };
  await note();
  const beating = setInterval(note, heartbeat);
  try {
    return await make({ ...settings, onUpdate: heard });
  } finally {
    clearInterval(beating);
    await store.forgetWorker(id).catch(() => {});
  }
}
