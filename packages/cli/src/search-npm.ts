import { askNpm } from './ask-npm.ts';

/** A package as npm's search finds it. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

/**
 * Asks the registry that npm is set to for packages with the keyword `ventral-plugin`.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where npm or the registry does not answer
 */
export async function searchNpm(words: readonly string[]): Promise<readonly FoundPackage[]> {
  const answer = await askNpm(['search', '--json', '--', 'keywords:ventral-plugin', ...words]);
  const found = (answer ?? []) as readonly Partial<FoundPackage>[];
  return found.map(({ name = '', version = '', description = '' }) => ({
    name,
    version,
    description,
  }));
}
