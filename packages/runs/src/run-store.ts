import { hostname } from 'node:os';
import type { SharedFiles } from '@ventral/core';
import type { VentralError } from '@ventral/errors';
import {
  type Cell,
  type CellNetwork,
  decodeRecord,
  encodeRecord,
  type PlannedCell,
  type StoredRecord,
} from '@ventral/scoring';
import { inParallel } from './in-parallel.ts';
import { type PackedCells, packCells, unpackCells } from './packed-cells.ts';
import type { Store } from './store.ts';
import { addNetwork, fetchNetwork } from './stored-networks.ts';

/** A cell that could not be scored. */
export interface FailedCell {
  readonly key: string;
  readonly model: string;
  readonly benchmark: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** Whether it is not tried again before somebody asks for it. */
  readonly isFinal: boolean;
  readonly machine: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A worker, and what it does. */
export interface WorkerNote {
  readonly id: string;
  readonly machine: string;
  /** ISO 8601, UTC; a worker says every quarter of a minute that it is there. */
  readonly at: string;
  /** Keys of the cells that it makes. */
  readonly cells: readonly string[];
}

/** What was asked for at once. */
export interface Run {
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** Address of the engine that it was handed to. */
  readonly engine: string;
  readonly cells: readonly Cell[];
}

/** Chunks of a run that a cluster was told to work on, as tasks of one array. */
export interface ClusterJob {
  /** Of the array, as the cluster names it. */
  readonly id: string;
  /** Names of their chunks in the store, by the index of the task. */
  readonly chunks: readonly string[];
  /** ISO 8601, UTC. */
  readonly at: string;
}

// Of cells that may succeed the next time.
const mostAttempts = 3;
/** What another machine, or another time, may do better. */
const passing = [
  ...['DATA_UNAVAILABLE', 'DISK_FULL', 'FILE_UNWRITABLE', 'FILE_UNREADABLE', 'DEPENDENCY_MISSING'],
  ...['DEVICE_UNAVAILABLE', 'STORE_UNUSABLE', 'CELL_REFUSED', 'CELL_FAILED', 'PLUGIN_NOT_FOUND'],
];

/** Runs, records, networks and failures in a store. */
export class RunStore implements AsyncDisposable {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get address(): string {
    return this.#store.address;
  }

  /** Keys of the cells that have a record. */
  async recordKeys(): Promise<ReadonlySet<string>> {
    return namesIn(await this.#store.list('records'));
  }

  /** The record of a cell; what is damaged is removed, and will be made again. */
  async record(key: string): Promise<StoredRecord | undefined> {
    const bytes = await this.#store.read(recordAt(key));
    if (bytes === undefined) return undefined;
    const stored = decodeRecord(bytes);
    if (stored === undefined) await this.#store.remove(recordAt(key));
    return stored;
  }

  /**
   * Those of some cells that have a record as it was written. Each is read: 50,000 take about half a minute
   * from a folder, and about a minute from a bucket. What is damaged is removed, and will be made again.
   */
  async wholeRecords(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const named = await this.recordKeys();
    const whole = new Set<string>();
    await inParallel(
      keys.filter((key) => named.has(key)),
      async (key) => {
        if ((await this.record(key)) !== undefined) whole.add(key);
      },
    );
    return whole;
  }

  /** Keeps a record. The first that is kept of a cell stays. */
  async addRecord(key: string, stored: StoredRecord): Promise<void> {
    await this.#store.add(recordAt(key), encodeRecord(stored));
    await this.#store.remove(failureAt(key));
  }

  /** Keys of the cells that failed, those that are tried again among them. */
  async failureKeys(): Promise<ReadonlySet<string>> {
    return namesIn(await this.#store.list('failures'));
  }

  async failure(key: string): Promise<FailedCell | undefined> {
    return this.#readJson<FailedCell>(failureAt(key));
  }

  /** Whether a cell failed, and is not tried again before somebody asks for it. */
  async hasFailed(key: string): Promise<boolean> {
    return (await this.failure(key))?.isFinal === true;
  }

  /** Notes that a cell could not be scored. @returns what is kept of it */
  async addFailure(cell: Cell, error: VentralError): Promise<FailedCell> {
    const attempts = ((await this.failure(cell.key))?.attempts ?? 0) + 1;
    const failed: FailedCell = {
      ...{ key: cell.key, model: cell.model, benchmark: cell.benchmark },
      ...{ code: error.code, message: error.message },
      ...(error.hint !== undefined && { hint: error.hint }),
      attempts,
      isFinal: attempts >= mostAttempts || !passing.includes(error.code),
      machine: hostname(),
      at: new Date().toISOString(),
    };
    await this.#writeJson(failureAt(cell.key), failed);
    return failed;
  }

  async forgetFailure(key: string): Promise<void> {
    await this.#store.remove(failureAt(key));
  }

  /** Keeps what was asked for, so that it can be watched and gone on with from anywhere. */
  async addRun(run: Run): Promise<void> {
    await this.#writeJson(runAt(run.id), { ...run, ...packCells(run.cells) });
  }

  /** @throws VentralError `CELL_REFUSED` for a run whose cells are none */
  async run(id: string): Promise<Run | undefined> {
    const kept = await this.#readJson<Omit<Run, 'cells'> & PackedCells>(runAt(id));
    if (kept === undefined) return undefined;
    const { code, cells, ...run } = kept;
    return { ...run, cells: unpackCells({ code, cells }) };
  }

  /** Ids, the latest last. */
  async runIds(): Promise<readonly string[]> {
    return [...namesIn(await this.#store.list('runs'))].sort();
  }

  async cancel(id: string): Promise<void> {
    await this.#writeJson(cancelledAt(id), { at: new Date().toISOString() });
  }

  async isCancelled(id: string): Promise<boolean> {
    return (await this.#store.read(cancelledAt(id))) !== undefined;
  }

  /** Takes back {@link cancel}. */
  async resume(id: string): Promise<void> {
    await this.#store.remove(cancelledAt(id));
  }

  /** Keeps cells for the process that is begun with the name of their chunk. */
  async addChunk(run: string, chunk: string, cells: readonly Cell[]): Promise<void> {
    await this.#writeJson(chunkAt(run, chunk), packCells(cells));
  }

  /** @throws VentralError `CELL_REFUSED` for a chunk whose cells are none */
  async chunk(run: string, chunk: string): Promise<readonly Cell[] | undefined> {
    const kept = await this.#readJson<PackedCells>(chunkAt(run, chunk));
    return kept === undefined ? undefined : unpackCells(kept);
  }

  /** Keeps what a cluster works on, so that it is known on every machine. */
  async addJob(run: string, job: ClusterJob): Promise<void> {
    await this.#writeJson(`jobs/${run}/${job.id}.json`, job);
  }

  /** What a cluster was told to work on for a run; ended jobs are among them. */
  async jobs(run: string): Promise<readonly ClusterJob[]> {
    const names = await this.#store.list(`jobs/${run}`);
    const jobs = names.map((name) => this.#readJson<ClusterJob>(`jobs/${run}/${name}`));
    return (await Promise.all(jobs)).filter((job) => job !== undefined);
  }

  async noteWorker(note: WorkerNote): Promise<void> {
    await this.#writeJson(`workers/${note.id}.json`, note);
  }

  async forgetWorker(id: string): Promise<void> {
    await this.#store.remove(`workers/${id}.json`);
  }

  async workers(): Promise<readonly WorkerNote[]> {
    const names = await this.#store.list('workers');
    const notes = names.map((name) => this.#readJson<WorkerNote>(`workers/${name}`));
    return (await Promise.all(notes)).filter((note) => note !== undefined);
  }

  /** Keeps the files of a network for workers that do not see them. */
  addNetwork(planned: PlannedCell): Promise<void> {
    return addNetwork(planned, this.#store);
  }

  /**
   * The path of a network on this machine, its files checked by their hashes.
   *
   * @throws VentralError `DATA_UNAVAILABLE`, `DATA_CORRUPT`
   */
  fetchNetwork(network: CellNetwork, cacheFolder: string): Promise<string> {
    return fetchNetwork(network, cacheFolder, this.#store);
  }

  /** Activations of models, for workers on other machines. */
  get activations(): SharedFiles {
    const [store, keyOf] = [this.#store, (name: string) => `activations/${name}`];
    return {
      fetch: (name, path) => store.readFile(keyOf(name), path),
      add: (name, path) => store.addFile(keyOf(name), path),
      remove: (name) => store.remove(keyOf(name)),
    };
  }

  async [Symbol.asyncDispose]() {
    await this.#store[Symbol.asyncDispose]();
  }

  /** Undefined for what is not there, or was not written whole by something else. */
  async #readJson<Content>(key: string): Promise<Content | undefined> {
    const bytes = await this.#store.read(key);
    if (bytes === undefined) return undefined;
    try {
      return JSON.parse(Buffer.from(bytes).toString('utf8'));
    } catch {
      return undefined;
    }
  }

  #writeJson(key: string, content: object): Promise<void> {
    return this.#store.write(key, Buffer.from(JSON.stringify(content)));
  }
}

const recordAt = (key: string) => `records/${key}.json`;
const failureAt = (key: string) => `failures/${key}.json`;
const runAt = (id: string) => `runs/${id}.json`;
const chunkAt = (run: string, chunk: string) => `chunks/${run}/${chunk}.json`;
const cancelledAt = (id: string) => `cancelled/${id}.json`;

function namesIn(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)),
  );
}
