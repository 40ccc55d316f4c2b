import { cpus } from 'node:os';
import { findProject, type InstalledPackage } from '@ventral/host';
import { lockedPackages } from './locked-packages.ts';
import { nameAndVersion } from './name-and-version.ts';
import { packagesBehind } from './packages-behind.ts';
import type { ScoreRecord } from './record.ts';

/** What a run is made with, and on what. */
export interface RunEnvironment {
  /** The packages of the run, the command, and all that they depend on. */
  readonly packages: readonly InstalledPackage[];
  /** The same in plain JSON, with the machine. */
  readonly environment: Required<ScoreRecord['environment']>;
}

/** Describes what a run with these packages is made with. */
export async function runEnvironment(roots: readonly InstalledPackage[]): Promise<RunEnvironment> {
  const command = await findProject(import.meta.dirname);
  const packages = await packagesBehind([...roots, ...(command ? [command] : [])]);
  const locked = await lockedPackages(process.cwd());
  const environment = {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    processor: cpus()[0]?.model ?? 'unknown',
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
