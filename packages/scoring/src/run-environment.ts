import { cpus } from 'node:os';
import { oncePerRun } from '@ventral/core';
import { findProject, type InstalledPackage, nameAndVersion } from '@ventral/host';
import { type LockedPackage, lockedPackages } from './locked-packages.ts';
import { packagesBehind } from './packages-behind.ts';
import type { ProjectRun } from './project-run.ts';
import type { ScoreRecord } from './record.ts';

/** What a run is made with, and on what. */
export interface RunEnvironment {
  /** The packages of the run, this one, and all that they depend on; and the program that runs them. */
  readonly packages: readonly InstalledPackage[];
  /** The same in plain JSON, with the machine. */
  readonly environment: ScoreRecord['environment'] & {
    readonly integrity: Readonly<Record<string, string>>;
  };
}

/** What is installed, read once a run: hundreds of files stand behind each record. */
const installedOf = oncePerRun(async () => ({
  locked: new Map<string, Promise<ReadonlyMap<string, LockedPackage>>>(),
  behind: new Map<string, Promise<readonly InstalledPackage[]>>(),
}));

/** Describes what a run with these packages is made with. */
export async function runEnvironment(
  roots: readonly InstalledPackage[],
  { folder, program, context }: Pick<ProjectRun, 'folder' | 'program' | 'context'>,
): Promise<RunEnvironment> {
  const known = await installedOf(context);
  const names = roots.map((root) => root.folder).join('\n');
  const behind = await once(known.behind, names, async () => {
    const scoring = await findProject(import.meta.dirname);
    return packagesBehind([...roots, ...(scoring ? [scoring] : [])]);
  });
  // What the program depends on beside these shows scores, and makes none.
  const packages = [...behind, ...(program ? [program] : [])];
  const locked = await once(known.locked, folder, () => lockedPackages(folder));
  const environment = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
    ...(program?.packageJson.name && { program: program.packageJson.name }),
    packages: Object.fromEntries(
      packages.map(({ packageJson }) => [packageJson.name, packageJson.version]),
    ),
    integrity: Object.fromEntries(
      packages.flatMap((one) => {
        const { integrity } = locked.get(nameAndVersion(one)) ?? {};
        return integrity === undefined ? [] : [[one.packageJson.name, integrity]];
      }),
    ),
  };
  return { packages, environment };
}

function once<Value>(
  known: Map<string, Promise<Value>>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const made = known.get(name) ?? make();
  known.set(name, made);
  return made;
}
