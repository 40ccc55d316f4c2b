import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { findUpSync } from 'find-up-simple';

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
  return nearestPackage('package.json', folder);
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
  return nearestPackage(join('node_modules', name, 'package.json'), from);
}

async function nearestPackage(path: string, cwd: string): Promise<InstalledPackage | undefined> {
  const found = findUpSync(path, { cwd });
  if (found === undefined) return undefined;
  const folder = await realpath(dirname(found));
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
