import { cpus } from 'node:os';
import type { Memo, Score } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import type { CodeIdentity } from './code-identity.ts';
import { parseRecord, type ScoreRecord } from './record.ts';

/**
 * A name for all that a score depends on, the code and the machine included: the same for two runs that are
 * bound to give the same numbers on this machine.
 *
 * @param facts of the run, plain JSON
 */
export function recordKey(facts: object, code: CodeIdentity): string {
  const { version, platform, arch } = process;
  const machine = [version, platform, arch, cpus()[0]?.model];
  return JSON.stringify({ kind: 'score record', facts, code, machine });
}

/** The record under a key; undefined where there is none, or one of an older form. */
export async function keptRecord(memo: Memo, key: string): Promise<ScoreRecord | undefined> {
  const kept = await memo.get(key);
  if (kept === undefined) return undefined;
  try {
    return parseRecord(kept);
  } catch (error) {
    if (isVentralError(error, 'RECORD_INVALID')) return undefined;
    throw error;
  }
}

/** Whether a score would come out the same another time: no key knows of what was out of reach. */
export function isLasting({ outOfReach, overTime, parts = {} }: Score): boolean {
  const within = [...Object.values(parts), ...(overTime === undefined ? [] : [overTime.mean])];
  return outOfReach !== true && within.every(isLasting);
}
