import type { InstalledPackage } from './project.ts';

/** `name@version` of a package. */
export function nameAndVersion({ packageJson }: InstalledPackage): string {
  return `${packageJson.name}@${packageJson.version}`;
}
