import type { PluginKind } from '@ventral/core';
import { askNpm } from './ask-npm.ts';

/** A package as npm's search finds it. */
export interface FoundPackage {
  readonly name: string;
  readonly version: string;
  readonly description: string;
}

type NpmPackage = Partial<FoundPackage> & {
  readonly keywords?: readonly string[];
  readonly 'dist-tags'?: { readonly latest?: string };
};

/**
 * Asks the registry that npm is set to for packages with the keyword `ventral-plugin`, and that of a
 * kind where one is given.
 *
 * @throws VentralError `DATA_UNAVAILABLE` where npm or the registry does not answer
 */
export async function searchNpm(
  words: readonly string[],
  kind: PluginKind | undefined,
): Promise<readonly FoundPackage[]> {
  const ofKind = kind === undefined ? [] : [`ventral-${kind}`];
  const ask = async (...asked: readonly string[]) =>
    ((await askNpm(['search', '--json', '--', ...asked, ...words])) ?? []) as readonly NpmPackage[];
  const found = await ask('keywords:ventral-plugin', ...ofKind);
  // Other registries than npm's search names and descriptions alone; ours have the word in theirs.
  const all = found.length > 0 ? found : (await ask('ventral')).filter(hasKeywords);
  return all.map(({ name = '', version, description = '', 'dist-tags': tags }) => ({
    name,
    version: version ?? tags?.latest ?? '',
    description,
  }));

  function hasKeywords({ keywords: stated = [] }: NpmPackage): boolean {
    return ['ventral-plugin', ...ofKind].every((keyword) => stated.includes(keyword));
  }
}
