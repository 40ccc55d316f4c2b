import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VentralError } from '@ventral/errors';
import { load } from 'js-yaml';

/** What a lockfile says of one version of a package. */
export interface LockedPackage {
  /** npm's hash of the tarball: `sha512-...`. */
  readonly integrity: string;
  /** Address it came from, where the lockfile keeps it. */
  readonly resolved?: string;
}

interface NpmLock {
  readonly packages?: Readonly<
    Record<string, { name?: string; version?: string; integrity?: string; resolved?: string }>
  >;
}

interface PnpmLock {
  readonly packages?: Readonly<
    Record<string, { resolution?: { integrity?: string; tarball?: string } }>
  >;
}

type YarnLock = Readonly<
  Record<string, { version?: string; integrity?: string; resolved?: string }>
>;

// What npm really installed comes before what it was asked to install.
const lockfiles = [
  { path: 'node_modules/.package-lock.json', read: readNpmLock },
  { path: 'package-lock.json', read: readNpmLock },
  { path: 'pnpm-lock.yaml', read: readPnpmLock },
  { path: 'yarn.lock', read: readYarnLock },
] as const;

/**
 * Reads the nearest lockfile of npm, pnpm or yarn, in `folder` or above.
 *
 * @returns by `name@version`; empty where there is no lockfile, or one of yarn 2 or later, which
 * has checksums of yarn's own archives in the place of npm's hashes. Packages of a workspace are not
 * in it.
 * @throws VentralError `FILE_UNREADABLE` for a lockfile that cannot be parsed
 */
export async function lockedPackages(folder: string): Promise<ReadonlyMap<string, LockedPackage>> {
  const found = lockfiles.find(({ path }) => existsSync(join(folder, path)));
  if (found === undefined) {
    const parent = dirname(folder);
    return parent === folder ? new Map() : lockedPackages(parent);
  }
  const path = join(folder, found.path);
  try {
    return new Map(await found.read(await readFile(path, 'utf8')));
  } catch (cause) {
    const { message } = cause as Error;
    throw new VentralError('FILE_UNREADABLE', `${path} is no readable lockfile: ${message}.`, {
      hint: 'Make it anew by installing again.',
      cause,
    });
  }
}

function readNpmLock(text: string): readonly (readonly [string, LockedPackage])[] {
  const { packages = {} } = JSON.parse(text) as NpmLock;
  return Object.entries(packages).flatMap(([place, { name, version, integrity, resolved }]) => {
    if (integrity === undefined) return [];
    const installedAs = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const locked = { integrity, ...(resolved === undefined ? {} : { resolved }) };
    return [[`${name ?? installedAs}@${version}`, locked] as const];
  });
}

function readPnpmLock(text: string): readonly (readonly [string, LockedPackage])[] {
  const { packages = {} } = load(text) as PnpmLock;
  return Object.entries(packages).flatMap(([nameAndVersion, { resolution }]) => {
    const { integrity, tarball } = resolution ?? {};
    if (integrity === undefined) return [];
    const locked = { integrity, ...(tarball === undefined ? {} : { resolved: tarball }) };
    return [[nameAndVersion, locked] as const];
  });
}

async function readYarnLock(text: string): Promise<readonly (readonly [string, LockedPackage])[]> {
  const { parseSyml } = await import('@yarnpkg/parsers');
  return Object.entries(parseSyml(text) as YarnLock).flatMap(
    ([asked, { version, integrity, resolved }]) => {
      if (integrity === undefined) return [];
      const [tarball] = resolved?.split('#') ?? [];
      const locked = { integrity, ...(tarball === undefined ? {} : { resolved: tarball }) };
      return [[`${nameAskedFor(asked)}@${version}`, locked] as const];
    },
  );
}

/** The name in `name@range, name@range`, or in `alias@npm:name@range`. */
function nameAskedFor(asked: string): string {
  const wanted = asked.replace(/, .*/, '').replace(/^.+@npm:/, '');
  // The first character may be the @ of a scope.
  return wanted.slice(0, 1) + wanted.slice(1).replace(/@.*/, '');
}
