import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { VentralError } from '@ventral/errors';
import { type Chunk, type Engine, type EngineSettings, inParallel, noteWork } from '@ventral/runs';
import { batchScript, readTemplate, saysOutput } from './batch-script.ts';
import { runSlurm } from './run-slurm.ts';
import { isLeft, readQueue, stateOf } from './slurm-queue.ts';
import { workTask } from './work-task.ts';

// Where the cluster does not say how large an array may be.
const usualArray = 1001;
const defaultCommand = ['npx', '--no', 'ventral', 'worker'];

/**
 * Slurm as an engine: chunks become tasks of arrays, which begin a worker each, on whichever node. There is
 * no server but Slurm's own. The project's folder and the store have to be seen by the nodes as by the
 * machine that submits.
 *
 * @param address `slurm`, or `slurm:PARTITION`
 * @throws VentralError `OPTION_INVALID` for another address or a template without a place for the worker;
 * what it does throws `ENGINE_UNAVAILABLE` with what Slurm said
 */
export async function openSlurmEngine(
  address: string,
  { folder, store, template: templatePath, tasks, command = defaultCommand }: EngineSettings,
): Promise<Engine> {
  const [, partition] = /^slurm(?::([\w.,+-]+))?$/.exec(address) ?? refuseAddress(address);
  if (tasks !== undefined && !(Number.isSafeInteger(tasks) && tasks > 0)) {
    throw new VentralError('OPTION_INVALID', `${tasks} tasks at a time are none.`, {
      hint: 'Give a whole number above 0.',
    });
  }
  const template = await readTemplate(templatePath);
  const project = resolve(folder);

  /** Hands in an array. @returns its id */
  const submitArray = async (
    run: string,
    script: string,
    { size, priority, after }: { size: number; priority: number; after: string | undefined },
  ): Promise<string> => {
    const limit = tasks === undefined ? '' : `%${tasks}`;
    const output = await runSlurm(
      'sbatch',
      [
        ...['--parsable', '--requeue', `--job-name=${nameOf(run)}`, `--chdir=${project}`],
        `--array=0-${size - 1}${limit}`,
        ...(partition === undefined ? [] : [`--partition=${partition}`]),
        ...(priority > 0 ? [`--nice=${priority}`] : []),
        ...(after === undefined ? [] : [`--dependency=afterany:${after}`]),
        ...(saysOutput(template) ? [] : [`--output=${await logsOf(run)}`]),
      ],
      script,
    );
    // id, or id;cluster
    return output.trim().split(';')[0] ?? '';
  };
  const logsOf = async (run: string) => {
    const isFolder = !store.address.includes('://');
    const logs = isFolder ? join(store.address, 'logs', run) : join(project, 'ventral-logs', run);
    await mkdir(logs, { recursive: true });
    return `${logs.replaceAll('%', '%%')}/%A_%a.log`;
  };
  /** Keys of the cells that tasks of a run have yet to end with. */
  const keysLeft = async (run: string): Promise<ReadonlySet<string>> => {
    const jobs = new Map((await store.jobs(run)).map((job) => [job.id, job]));
    if (jobs.size === 0) return new Set();
    const left = (await readQueue(nameOf(run))).filter(isLeft);
    const names = left.flatMap(({ job, index }) => jobs.get(job)?.chunks[index] ?? []);
    const keys = new Set<string>();
    await inParallel(names, async (name) => {
      for (const { key } of (await store.chunk(run, name)) ?? []) keys.add(key);
    });
    return keys;
  };

  return {
    address,
    async submit(run, given) {
      const taken = await keysLeft(run);
      const chunks = given
        .map((chunk) => ({ ...chunk, cells: chunk.cells.filter(({ key }) => !taken.has(key)) }))
        .filter(({ cells }) => cells.length > 0)
        .sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0));
      if (chunks.length === 0) return;
      const largest = await readMaxArraySize();
      // Of this submission: a run may be submitted again.
      const submission = randomUUID().slice(0, 8);
      const names = chunks.map((_, number) => `${submission}.${number}`);
      await inParallel(chunks.entries(), ([number, { cells }]) =>
        store.addChunk(run, names[number] as string, cells),
      );
      const worker = [...[...command, '--engine', address, '--run', run, '--store', store.address]];
      let after: string | undefined;
      for (const { first, size, priority } of arraysOf(chunks, largest)) {
        const script = batchScript(template, worker, { chunks: submission, first });
        const id = await submitArray(run, script, { size, priority, after });
        const at = new Date().toISOString();
        await store.addJob(run, { id, chunks: names.slice(first, first + size), at });
        // So many tasks at a time, of all arrays together.
        if (tasks !== undefined) after = id;
      }
    },
    async state(run) {
      const [first] = (await store.jobs(run)).map(({ at }) => at).sort();
      return stateOf(nameOf(run), first);
    },
    async cancel(run) {
      await runSlurm('scancel', [`--name=${nameOf(run)}`]);
    },
    workChunk: (run, chunk, settings) => noteWork(settings, (heard) => workTask(run, chunk, heard)),
    async [Symbol.asyncDispose]() {},
  };
}

/** Consecutive chunks of one priority, as many as an array may have tasks. */
function arraysOf(chunks: readonly Chunk[], largest: number) {
  const arrays: { readonly first: number; size: number; readonly priority: number }[] = [];
  for (const [number, { priority = 0 }] of chunks.entries()) {
    const last = arrays.at(-1);
    if (last?.priority === priority && last.size < largest) last.size += 1;
    else arrays.push({ first: number, size: 1, priority });
  }
  return arrays;
}

async function readMaxArraySize(): Promise<number> {
  const config = await runSlurm('scontrol', ['show', 'config']);
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(config)?.[1] ?? usualArray);
}

const nameOf = (run: string) => `ventral-${run}`;

function refuseAddress(address: string): never {
  throw new VentralError('OPTION_INVALID', `'${address}' is no address of Slurm.`, {
    hint: 'Use slurm, or slurm:PARTITION with a partition that sinfo lists.',
  });
}
