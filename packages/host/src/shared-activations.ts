import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { RunContext } from '@ventral/core';
import { isVentralError, type VentralError } from '@ventral/errors';
import { findCheckedRows } from './checked-rows.ts';

/** Files of activations, by layer. */
type Paths = ReadonlyMap<string, string>;

/**
 * Fetches activations that another machine recorded. Each is checked against the checksum that it was
 * written with; one that is damaged is taken away from where it came from.
 *
 * @param rows that each has to have
 * @returns those that are there now
 */
export async function fetchShared(
  wanted: Paths,
  rows: number,
  { sharedActivations: shared, report }: RunContext,
): Promise<Paths> {
  const fetched = new Map<string, string>();
  if (shared === undefined) return fetched;
  for (const [layer, path] of wanted) {
    const partial = `${path}.${randomUUID()}.partial`;
    try {
      if (!(await shared.fetch(sharedName(path), partial))) continue;
      if (await isWhole(partial, rows)) {
        await rename(partial, path);
        fetched.set(layer, path);
      } else {
        await shared.remove(sharedName(path));
      }
    } catch (error) {
      sayUnshared(error, report);
    } finally {
      await rm(partial, { force: true });
    }
  }
  return fetched;
}

/** Puts activations where other machines find them. What cannot be put is of use here all the same. */
export async function putShared(
  paths: Paths,
  { sharedActivations: shared, report }: RunContext,
): Promise<void> {
  for (const path of paths.values()) {
    try {
      await shared?.add(sharedName(path), path);
    } catch (error) {
      sayUnshared(error, report);
    }
  }
}

/** The same on every machine: by the content of the model and the stimuli, the device, and the layer. */
function sharedName(path: string): string {
  return `${basename(dirname(path))}/${basename(path)}`;
}

async function isWhole(path: string, rows: number): Promise<boolean> {
  await using file = await open(path);
  return (await findCheckedRows(file, 'finished'))?.totalRows === rows;
}

function sayUnshared(error: unknown, report: RunContext['report']): void {
  if (!isVentralError(error)) throw error;
  const { message }: VentralError = error;
  report({ task: `Activations are not shared: ${message}`, done: 0, unit: 'models' });
}
