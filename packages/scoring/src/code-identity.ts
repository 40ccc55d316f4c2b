import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledPackage } from '@ventral/host';
import type { ProjectRun } from './project-run.ts';
import { runEnvironment } from './run-environment.ts';

/** Of each package by name, its version and the hash of its code. */
export type CodeIdentity = Readonly<Record<string, string>>;

/**
 * Which code some packages, and all that they depend on, are: the same on two machines that are bound to
 * compute alike. A package is named by the hash of the lockfile; one that is in none, as in a workspace, by
 * the content of the files that it would publish.
 *
 * @param roots the packages that a run uses
 * @param digests of packages that were read before, by folder
 */
export async function codeIdentity(
  roots: readonly InstalledPackage[],
  { folder, context }: Pick<ProjectRun, 'folder' | 'context'>,
  digests: Map<string, Promise<string>> = new Map(),
): Promise<CodeIdentity> {
  // Another program makes the same score.
  const { packages, environment } = await runEnvironment(roots, {
    ...{ folder, context, program: undefined },
  });
  const entries = packages.map(async (one) => {
    const { name = '', version } = one.packageJson;
    const locked = environment.integrity[name];
    if (locked !== undefined) return [name, `${version} ${locked}`];
    const digest = digests.get(one.folder) ?? digestOfCode(one);
    digests.set(one.folder, digest);
    return [name, `${version} sha256-${await digest}`];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** {@link codeIdentity} for many scores: each package is read once. */
export function createCodeIdentifier(
  run: Pick<ProjectRun, 'folder' | 'context'>,
): (roots: readonly InstalledPackage[]) => Promise<CodeIdentity> {
  const known = new Map<string, Promise<CodeIdentity>>();
  const digests = new Map<string, Promise<string>>();
  return (roots) => {
    const key = roots.map(({ folder }) => folder).join('\n');
    const identity = known.get(key) ?? codeIdentity(roots, run, digests);
    known.set(key, identity);
    return identity;
  };
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
