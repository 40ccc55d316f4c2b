import type { InstalledPackage } from '@ventral/core';

/** `name@version` of a package. */
export function nameAndVersion({ packageJson }: InstalledPackage): string {
  return `${packageJson.name}@${packageJson.version}`;
}
