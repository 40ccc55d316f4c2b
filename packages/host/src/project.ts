import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
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
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly exports?: unknown;
  readonly ventral?: unknown;
}

/** A package on disk. */
export interface InstalledPackage {
  /** Where it really lies, any links followed: its own dependencies are found from there. */
  readonly folder: string;
  readonly packageJson: PackageJson;
}

/**
 * The project a folder belongs to: the nearest folder upwards with a package.json.
 *
 * @returns `undefined` where there is none
 * @throws VentralError `FILE_UNREADABLE` for a package.json that is no JSON object
 */
export async function findProject(folder: string): Promise<InstalledPackage | undefined> {
  return firstPackage(foldersUpwards(folder));
}

/**
 * A package as `from` would import it.
 *
 * Found by its folder rather than by resolving `name/package.json`, which packages may not export.
 *
 * @returns `undefined` where it is not installed
 * @throws VentralError `FILE_UNREADABLE` for a package.json that is no JSON object
 */
export async function findInstalled(
  name: string,
  from: string,
): Promise<InstalledPackage | undefined> {
  return firstPackage(foldersUpwards(from).map((here) => join(here, 'node_modules', name)));
}

function foldersUpwards(folder: string): readonly string[] {
  const here = resolve(folder);
  const parent = dirname(here);
  return parent === here ? [here] : [here, ...foldersUpwards(parent)];
}

async function firstPackage(folders: readonly string[]): Promise<InstalledPackage | undefined> {
  const found = folders.find((folder) => existsSync(join(folder, 'package.json')));
  if (found === undefined) return undefined;
  const folder = await realpath(found);
  return { folder, packageJson: await readPackageJson(join(folder, 'package.json')) };
}

async function readPackageJson(path: string): Promise<PackageJson> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof content === 'object' && content !== null) return content;
    throw new TypeError(`it holds ${JSON.stringify(content)}`);
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} is no readable JSON object: ${message}.`, {
      hint: 'Mend or reinstall that package.',
      cause,
    });
  }
}
