import { didYouMean, VentralError } from '@ventral/errors';
import { type Catalog, discoverPlugins, findProject } from '@ventral/host';
import { nameAndVersion } from '@ventral/scoring';
import pc from 'picocolors';
import { readCatalog } from '../catalog-file.ts';
import { addPackages, findPackageManager } from '../package-manager.ts';

/** Options of `ventral add`. */
export interface AddOptions {
  readonly catalog?: string;
}

/** Installs the packages of plugins into the project, and shows what they bring. */
export async function add(names: readonly string[], options: AddOptions): Promise<void> {
  const catalog = await readCatalog(options.catalog);
  const packages = [...new Set(names.flatMap((name) => packagesFor(name, catalog)))];
  const folder = (await findProject(process.cwd()))?.folder ?? process.cwd();
  const before = (await discoverPlugins(folder)).plugins.map(
    ({ kind, id, package: from }) => `${kind} ${id} ${nameAndVersion(from)}`,
  );
  const manager = findPackageManager(folder);
  console.error(pc.dim(`> ${[manager.command, ...manager.args, ...packages].join(' ')}`));
  await addPackages(manager, packages, folder);
  const { plugins } = await discoverPlugins(folder);
  const added = plugins.filter(
    ({ kind, id, package: from }) => !before.includes(`${kind} ${id} ${nameAndVersion(from)}`),
  );
  if (added.length === 0) console.log('No plugin that was not there before.');
  for (const { kind, id, title, package: from } of added) {
    console.log(`${kind} ${pc.bold(id)}  ${pc.dim(`${title} (${nameAndVersion(from)})`)}`);
  }
}

/** The packages that a name on the command line means. */
function packagesFor(name: string, catalog: Catalog | undefined): readonly string[] {
  // A package is told from an id by its scope, its path, or the first word of its name.
  if (/^(@[^/]+\/|\.{0,2}\/|[a-z]+:|ventral-)/.test(name)) return [name];
  const [id = '', version] = name.split('@');
  const plugins = catalog?.plugins ?? [];
  const entries = plugins.filter((entry) => entry.id === id);
  if (entries.length > 0) {
    return entries.map((entry) => entry.package + (version === undefined ? '' : `@${version}`));
  }
  const ids = plugins.map((entry) => entry.id);
  throw new VentralError('PLUGIN_NOT_FOUND', `The catalogue has no plugin '${id}'.`, {
    hint:
      `${didYouMean(id, ids)}Look for it with: ventral search. ` +
      'A package is named in full: @you/ventral-metric-overlap, or ./folder.',
  });
}
