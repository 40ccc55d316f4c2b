import type { InstalledPackage } from '@ventral/host';

/** `name@version` of a package. */
export function nameAndVersion({ packageJson }: InstalledPackage): string {
  return `${packageJson.name}@${packageJson.version}`;
}
