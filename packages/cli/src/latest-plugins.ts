import { expandFamily, type PluginKind, pluginKinds } from '@ventral/core';
import * as v from 'valibot';
import { askNpm } from './ask-npm.ts';
import { readCatalog } from './catalog-file.ts';

/** The newest published version of a plugin. */
interface LatestPlugin {
  readonly kind: PluginKind;
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly scoreVersion: number;
}

// What `npm view <package> version ventral --json` prints; of later manifests, what is known here.
const viewSchema = v.object({
  version: v.string(),
  ventral: v.object({
    plugins: v.array(
      v.object({
        kind: v.picklist(pluginKinds),
        id: v.string(),
        title: v.optional(v.string(), ''),
        scoreVersion: v.number(),
        values: v.exactOptional(v.record(v.string(), v.string())),
      }),
    ),
  }),
});

/** What is newest, and of which packages nobody knows. */
export interface LatestPlugins {
  readonly plugins: readonly LatestPlugin[];
  /** Names of packages that the registry does not have. */
  readonly unknown: readonly string[];
}

// One that does not answer is not waited for: nothing is lost, and it can be asked again.
const impatience = ['--fetch-retries=0', '--fetch-timeout=5000'];

/**
 * The newest version of the plugins of some packages: as npm's registry has them, or as a catalogue
 * says. The catalogue that came with the command is not asked: it is as old as the command.
 *
 * @param catalog path of a catalogue
 * @throws VentralError `FILE_UNREADABLE` for what is no catalogue
 * @throws VentralError `DATA_UNAVAILABLE` where the registry does not answer
 */
export async function latestPlugins(
  packages: readonly string[],
  catalog: string | undefined,
): Promise<LatestPlugins> {
  if (catalog !== undefined) {
    return { plugins: (await readCatalog(catalog))?.plugins ?? [], unknown: [] };
  }
  const views = await Promise.all(packages.map(viewPackage));
  return {
    plugins: views.flatMap((view) => view ?? []),
    unknown: packages.filter((_, index) => views[index] === undefined),
  };
}

async function viewPackage(name: string): Promise<readonly LatestPlugin[] | undefined> {
  const view = await askNpm(['view', name, 'version', 'ventral', '--json', ...impatience]);
  if (view === undefined) return undefined;
  const seen = v.safeParse(viewSchema, view);
  if (!seen.success) return [];
  const { version, ventral } = seen.output;
  return ventral.plugins
    .flatMap((plugin) => expandFamily(plugin))
    .map((plugin) => ({ ...plugin, package: name, version }));
}
