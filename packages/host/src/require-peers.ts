import { VentralError } from '@ventral/errors';
import { findInstalled, type InstalledPackage } from './project.ts';

/**
 * Requires every peer dependency of a package, but the optional ones, to be installed where the
 * package would import it from, in a version that it takes.
 *
 * @throws VentralError `PLUGIN_BROKEN` where what it says of its peers is no list of them
 * @throws VentralError `DEPENDENCY_MISSING` naming the package, each peer with its range, what is
 * installed, and the line that installs them
 */
export async function requirePeers({ folder, packageJson }: InstalledPackage): Promise<void> {
  const { name, version, peerDependencies = {}, peerDependenciesMeta = {} } = packageJson;
  for (const [field, value] of Object.entries({ peerDependencies, peerDependenciesMeta })) {
    if (typeof value === 'object' && value !== null) continue;
    throw new VentralError(
      'PLUGIN_BROKEN',
      `${name}@${version} cannot be used: its package.json has ${field} ${JSON.stringify(value)}.`,
      { hint: `It lies in ${folder}. Install it anew, or report this to its authors.` },
    );
  }
  const peers = Object.entries(peerDependencies).filter(
    ([peer]) => peerDependenciesMeta[peer]?.optional !== true,
  );
  const checked = await Promise.all(
    peers.map(async ([peer, range]) => {
      const installed = (await findInstalled(peer, folder))?.packageJson;
      if (installed !== undefined && (await satisfies(installed.version, range))) return [];
      const found =
        installed === undefined
          ? 'which is not installed'
          : `but ${installed.version} is installed`;
      // Double quotes: cmd.exe knows no others.
      return [{ problem: `${peer} ${range}, ${found}`, wanted: `"${peer}@${range}"` }];
    }),
  );
  const missing = checked.flat();
  if (missing.length === 0) return;
  const needs = missing.map(({ problem }) => problem).join('; and ');
  const wanted = missing.map((one) => one.wanted).join(' ');
  throw new VentralError('DEPENDENCY_MISSING', `${name}@${version} needs ${needs}.`, {
    hint:
      `Install what it takes: npm install --ignore-scripts ${wanted}; ` +
      `or another version of ${name}.`,
  });
}

async function satisfies(version: string | undefined, range: string): Promise<boolean> {
  // Loaded with the first plugin, not with the command: listing plugins compares no versions.
  const { default: semver } = await import('semver');
  // What is no range (a folder, an address, a tag) says nothing of versions.
  if (semver.validRange(range) === null) return true;
  return semver.satisfies(version ?? '', range, { includePrerelease: true });
}
