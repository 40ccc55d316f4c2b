import { VentralError } from '@ventral/errors';
import { findInstalled, type InstalledPackage } from './project.ts';

const core = '@ventral/core';

/**
 * Requires a package to make its plugins with the version of core that runs them: a record can name
 * only one. Two copies of the same version do no harm.
 *
 * @param host a folder of the package that runs plugins
 * @throws VentralError `CORE_DUPLICATED` naming both copies, and who uses which
 */
export async function requireOneCore(
  { folder, packageJson }: InstalledPackage,
  host: string = import.meta.dirname,
): Promise<void> {
  const [theirs, ours] = await Promise.all([
    findInstalled(core, folder),
    findInstalled(core, host),
  ]);
  const [their, our] = [theirs?.packageJson.version, ours?.packageJson.version];
  if (their === undefined || our === undefined || their === our) return;
  throw new VentralError(
    'CORE_DUPLICATED',
    `${packageJson.name}@${packageJson.version} is made with ${core}@${their} (${theirs?.folder}), ` +
      `and run with ${core}@${our} (${ours?.folder}).`,
    {
      hint:
        `Use one: update both packages, or put "overrides": { "${core}": "${our}" } into your ` +
        `package.json ("pnpm": { "overrides": ... } for pnpm) and install again. Authors: make ` +
        `${core} a peer dependency. npm ls ${core} shows who brings which.`,
    },
  );
}
