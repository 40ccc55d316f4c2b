import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Memo, Score } from '@ventral/core';
import { isVentralError } from '@ventral/errors';
import type { InstalledPackage } from '@ventral/host';
import type { ProjectRun } from './project-run.ts';
import { parseRecord, type ScoreRecord } from './record.ts';
import { runEnvironment } from './run-environment.ts';

/**
 * A name for all that a score depends on, the code included: the same for two runs that are bound to
 * give the same numbers on this machine.
 *
 * Packages are named by the hashes of the lockfile. Those that are in none, as in a workspace, are named
 * by the content of the files that they would publish.
 *
 * @param facts of the run, plain JSON
 * @param roots the packages that it uses
 */
export async function recordKey(
  facts: unknown,
  roots: readonly InstalledPackage[],
  { folder }: Pick<ProjectRun, 'folder'>,
): Promise<string> {
  // Another program makes the same score.
  const { packages, environment } = await runEnvironment(roots, { folder, program: undefined });
  const linked = packages.filter(
    ({ packageJson: { name = '' } }) => environment.integrity[name] === undefined,
  );
  const code = await Promise.all(linked.map(digestOfCode));
  return JSON.stringify({ kind: 'score record', facts, environment, code });
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
export function isLasting({ outOfReach, parts = {} }: Score): boolean {
  return outOfReach !== true && Object.values(parts).every(isLasting);
}

async function digestOfCode({ folder, packageJson }: InstalledPackage): Promise<string> {
  const { files } = packageJson as { files?: unknown };
  const published = Array.isArray(files) ? files.map(String) : ['.'];
  const hash = createHash('sha256').update(JSON.stringify(packageJson));
  for (const path of (await Promise.all(published.map((name) => filesIn(folder, name)))).flat()) {
    hash.update(`\n${path}\n`).update(await readFile(join(folder, path)));
  }
  return hash.digest('hex');
}

/** Paths relative to the package, sorted; none for what does not exist. */
async function filesIn(folder: string, path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(join(folder, path), { withFileTypes: true });
    const nested = entries
      .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
      .map((entry) => {
        const inner = join(path, entry.name);
        return entry.isDirectory() ? filesIn(folder, inner) : [inner];
      });
    return (await Promise.all(nested)).flat().sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
}
