import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { VentralError } from '@ventral/errors';
import type { Cell } from '@ventral/scoring';
import type { ChunkAnswer, ChunkEvent, ChunkQuestion, ChunkTask } from './chunk-task.ts';
import type { RunStore } from './run-store.ts';

/** How workers work. */
export interface WorkSettings {
  readonly store: RunStore;
  /** Of the project whose plugins score. */
  readonly folder: string;
  readonly settings?: ChunkTask['settings'] | undefined;
  /** Ends the work at once; what was recorded is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every cell. */
  readonly onUpdate?: ((event: ChunkEvent) => void) | undefined;
  /**
   * Told of what is wrong beside the cells: a queue that is away for now, what it hands out that is no chunk.
   * @default prints it
   */
  readonly onProblem?: ((problem: VentralError) => void) | undefined;
  /** Whether the run that a chunk belongs to was cancelled; asked now and then. */
  readonly isCancelled?: (() => Promise<boolean>) | undefined;
  /**
   * Asked before each cell of a chunk that others work on as well: whether to make it. What is left to
   * others is theirs to try again.
   * @default every cell is made
   */
  readonly claim?: ((key: string) => boolean) | undefined;
}

const workerFile = fileURLToPath(new URL('../dist/chunk-worker.js', import.meta.url));

/**
 * Makes the cells of a chunk, in a process of its own: a network that ends it, or fills the memory, ends no
 * worker, and the heartbeat of a queue goes on meanwhile. Records and failures go to the store as they come.
 *
 * @param core of the processor to use; all where undefined
 * @returns how many cells have neither a record nor a final failure: they are worth trying again
 */
export async function workChunk(
  cells: readonly Cell[],
  work: WorkSettings,
  core?: number,
): Promise<number> {
  let left = await cellsLeft(cells, work);
  let again = 0;
  const isShared = work.claim !== undefined;
  while (left.length > 0 && work.signal?.aborted !== true) {
    const ended = new Set<string>();
    let current: string | undefined;
    const claim = (key: string): ChunkAnswer => {
      const isYours = work.claim?.(key) ?? true;
      if (!isYours) ended.add(key);
      return { isYours };
    };
    const end = await runProcess(left, { ...work, core, claim, isShared }, (event) => {
      if (event.kind === 'begun') current = event.key;
      else {
        ended.add(event.key);
        current = undefined;
        if (event.kind === 'failed' && !event.isFinal) again += 1;
      }
      work.onUpdate?.(event);
    });
    left = left.filter(({ key }) => !ended.has(key));
    if (end === 'whole' || end === 'given up') return again + (end === 'whole' ? 0 : left.length);
    // What it was at when it died is to blame, or whatever came first.
    const blamed = left.find(({ key }) => key === current) ?? left[0];
    if (blamed === undefined) return again;
    const error = new VentralError('CELL_FAILED', `The process that scored it ended with ${end}.`, {
      hint: 'It may need more memory than there is: give the worker more, or fewer chunks at a time.',
    });
    const { isFinal } = await work.store.addFailure(blamed, error);
    work.onUpdate?.({ kind: 'failed', key: blamed.key, code: error.code, isFinal });
    if (isFinal) left = left.filter(({ key }) => key !== blamed.key);
  }
  return again + left.length;
}

/** Those without a record or a final failure: of a chunk that comes again they are all that is done again. */
async function cellsLeft(
  cells: readonly Cell[],
  { store, onUpdate }: WorkSettings,
): Promise<Cell[]> {
  const left: Cell[] = [];
  for (const cell of cells) {
    if ((await store.record(cell.key)) !== undefined) onUpdate?.({ kind: 'there', key: cell.key });
    else if (!(await store.hasFailed(cell.key))) left.push(cell);
  }
  return left;
}

interface ProcessWork extends Omit<WorkSettings, 'claim'> {
  readonly core: number | undefined;
  readonly isShared: boolean;
  readonly claim: (key: string) => ChunkAnswer;
}

/** @returns how it ended: whole, given up because it was told so, or the signal or code */
async function runProcess(
  cells: readonly Cell[],
  { store, folder, settings = {}, signal, isCancelled, isShared, claim, core }: ProcessWork,
  onEvent: (event: ChunkEvent) => void,
): Promise<string> {
  const pinned = core !== undefined && process.platform === 'linux';
  const child = fork(workerFile, [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Flags of the process that runs here are for it alone; NODE_OPTIONS are for both.
    ...(pinned
      ? { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath] }
      : { execArgv: [] }),
  });
  const task: ChunkTask = { cells, store: store.address, folder, isShared, settings };
  let isGivenUp = false;
  const giveUp = () => {
    isGivenUp = true;
    child.kill('SIGKILL');
  };
  const asking = setInterval(async () => {
    if (await isCancelled?.().catch(() => false)) giveUp();
  }, 5000);
  signal?.addEventListener('abort', giveUp);
  try {
    return await new Promise<string>((resolve, reject) => {
      child.once('error', reject);
      child.on('message', (said: ChunkEvent | ChunkQuestion) => {
        if (said.kind !== 'asks') onEvent(said);
        // One that is gone meanwhile asks again when it is begun anew.
        else if (child.connected) child.send(claim(said.key), () => {});
      });
      child.once('close', (code, by) => {
        resolve(isGivenUp ? 'given up' : code === 0 ? 'whole' : (by ?? `code ${code}`));
      });
      child.send(task);
    });
  } finally {
    clearInterval(asking);
    signal?.removeEventListener('abort', giveUp);
  }
}
