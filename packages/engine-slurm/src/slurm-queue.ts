import { isVentralError } from '@ventral/errors';
import type { EngineState } from '@ventral/runs';
import { runSlurm } from './run-slurm.ts';

/** A task of an array. */
export interface SlurmTask {
  /** Id of its array. */
  readonly job: string;
  readonly index: number;
  /** As Slurm says it: `PENDING`, `RUNNING`, `TIMEOUT`. */
  readonly state: string;
  /** Why it waits, in Slurm's words. */
  readonly reason: string;
}

const waiting = [
  'PENDING',
  'REQUEUED',
  'REQUEUE_FED',
  'REQUEUE_HOLD',
  'SPECIAL_EXIT',
  'RESV_DEL_HOLD',
];
const active = [
  'RUNNING',
  'CONFIGURING',
  'COMPLETING',
  'SUSPENDED',
  'STOPPED',
  'SIGNALING',
  'RESIZING',
];
const unwell = [
  'FAILED',
  'TIMEOUT',
  'OUT_OF_MEMORY',
  'NODE_FAIL',
  'BOOT_FAIL',
  'DEADLINE',
  'PREEMPTED',
];
/** For which a task waits in vain. */
const stuck = /held|never|^Bad|^Invalid|^Partition|ReqNodeNotAvail/i;

/** The tasks of this name that the cluster knows; those that ended long ago are not among them. */
export async function readQueue(name: string): Promise<readonly SlurmTask[]> {
  const output = await runSlurm('squeue', [
    ...[`--name=${name}`, '--states=all', '--array', '--noheader', '--format=%F|%K|%T|%r'],
  ]);
  return linesOf(output).map(([job = '', index, state = '', reason = '']) => ({
    ...{ job, index: Number(index), state, reason },
  }));
}

/** Whether a task has yet to end. */
export function isLeft({ state }: SlurmTask): boolean {
  return [...waiting, ...active].includes(state);
}

/**
 * Counts tasks.
 *
 * @param since ISO 8601, when the first of them was submitted
 */
export async function stateOf(name: string, since: string | undefined): Promise<EngineState> {
  const tasks = await readQueue(name);
  const count = (states: readonly string[]) =>
    tasks.filter(({ state }) => states.includes(state)).length;
  const ended = (await readAccounts(name, since)) ?? tasks.map(({ state }) => state);
  const held = tasks.filter((task) => waiting.includes(task.state) && stuck.test(task.reason));
  const notes = [
    ...counted(ended.filter((state) => unwell.includes(state))).map(
      ([state, tasks]) =>
        `${tasks} ended with ${state} before all was made: ventral retry hands in what they left.`,
    ),
    ...counted(held.map(({ reason }) => reason)).map(
      ([reason, tasks]) => `${tasks} wait in vain, Slurm says: ${reason}.`,
    ),
  ];
  return { waiting: count(waiting), active: count(active), ...(notes.length > 0 && { notes }) };
}

/** States of all tasks of this name, those that ended long ago among them; many clusters keep no accounts. */
async function readAccounts(
  name: string,
  since: string | undefined,
): Promise<readonly string[] | undefined> {
  if (since === undefined) return undefined;
  try {
    // Local time, as Slurm has it.
    const at = new Date(Date.parse(since) - 60_000);
    const offset = at.getTimezoneOffset() * 60_000;
    const start = new Date(at.getTime() - offset).toISOString().slice(0, 19);
    const output = await runSlurm('sacct', [
      ...[`--name=${name}`, `--starttime=${start}`, '--array', '--allocations'],
      ...['--noheader', '--parsable2', '--format=State'],
    ]);
    const states = linesOf(output).map(([state = '']) => state.split(' ')[0] ?? '');
    return states.length > 0 ? states : undefined;
  } catch (error) {
    if (isVentralError(error, 'ENGINE_UNAVAILABLE')) return undefined;
    throw error;
  }
}

function linesOf(output: string): readonly (readonly string[])[] {
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((word) => word.trim()));
}

function counted(words: readonly string[]): readonly (readonly [string, string])[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => [word, count === 1 ? '1 task' : `${count} tasks`]);
}
