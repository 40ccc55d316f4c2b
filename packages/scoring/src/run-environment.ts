import { cpus } from 'node:os';
import { findProject, type InstalledPackage, nameAndVersion } from '@ventral/host';
import { lockedPackages } from './locked-packages.ts';
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

/** Describes what a run with these packages is made with. */
export async function runEnvironment(
  roots: readonly InstalledPackage[],
  { folder, program }: Pick<ProjectRun, 'folder' | 'program'>,
): Promise<RunEnvironment> {
  const scoring = await findProject(import.meta.dirname);
  const behind = await packagesBehind([...roots, ...(scoring ? [scoring] : [])]);
  // What the program depends on beside these shows scores, and makes none.
  const packages = [...behind, ...(program ? [program] : [])];
  const locked = await lockedPackages(folder);
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
