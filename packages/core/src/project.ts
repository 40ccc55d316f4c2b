import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { VentralError } from '@ventral/errors';

/** The fields of a package.json that Ventral reads. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly ventral?: unknown;
}

/** A package on disk. */
export interface InstalledPackage {
  readonly folder: string;
  readonly packageJson: PackageJson;
}

/**
 * The project a folder belongs to: the nearest folder upwards with a package.json.
 *
 * @returns `undefined` where there is none
 * @throws VentralError `FILE_UNREADABLE` for a package.json that is not JSON
 */
export async function findProject(folder: string): Promise<InstalledPackage | undefined> {
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(join(here, 'package.json'))) {
      return { folder: here, packageJson: await readPackageJson(here) };
    }
    if (here === dirname(here)) return undefined;
  }
}

/**
 * A package as `from` would import it.
 *
 * Found by its folder rather than by resolving `name/package.json`, which packages may not export.
 *
 * @returns `undefined` where it is not installed
 */
export async function findInstalled(
  name: string,
  from: string,
): Promise<InstalledPackage | undefined> {
  const searched = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  for (const folder of searched) {
    const candidate = join(folder, name);
    if (existsSync(join(candidate, 'package.json'))) {
      return { folder: candidate, packageJson: await readPackageJson(candidate) };
    }
  }
  return undefined;
}

async function readPackageJson(folder: string): Promise<PackageJson> {
  const path = join(folder, 'package.json');
  try {
    return JSON.parse(await readFile(path, 'utf8')) as PackageJson;
  } catch (cause) {
    throw new VentralError('FILE_UNREADABLE', `${path} is not readable as JSON.`, { cause });
  }
}
