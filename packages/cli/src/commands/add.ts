import type { Command } from '@commander-js/extra-typings';
import { didYouMean, VentralError } from '@ventral/errors';
import type { Catalog } from '@ventral/host';
import pc from 'picocolors';
import { oneLine } from '../printable.ts';

/** `ventral add`: installs the packages of plugins into the project, and shows what they bring. */
export function addAdd(program: Command): void {
  program
    .command('add')
    .description("Install plugins with the project's package manager, running no install scripts")
    .argument('<names...>', 'ids of plugins, or packages: id, id@version, @scope/package, ./folder')
    .option('--catalog <file>', "another catalogue than ventral's own")
    .action(async (names, options) => {
      const { discoverPlugins, findProject, nameAndVersion } = await import('@ventral/host');
      const { readCatalog } = await import('../catalog-file.ts');
      const { addPackages, findPackageManager } = await import('../package-manager.ts');
      const catalog = await readCatalog(options.catalog);
      const packages = [...new Set(names.flatMap((name) => packagesFor(name, catalog)))];
      const folder = (await findProject(process.cwd()))?.folder ?? process.cwd();
      const installed = (await discoverPlugins(folder)).plugins.map(
        ({ kind, id, package: from }) => `${kind} ${id} ${nameAndVersion(from)}`,
      );
      const before = new Set(installed);
      const manager = findPackageManager(folder);
      console.error(pc.dim(`> ${[manager.command, ...manager.args, ...packages].join(' ')}`));
      await addPackages(manager, packages, folder);
      const { plugins } = await discoverPlugins(folder);
      const added = plugins.filter(
        ({ kind, id, package: from }) => !before.has(`${kind} ${id} ${nameAndVersion(from)}`),
      );
      if (added.length === 0) console.log('No plugin that was not there before.');
      for (const { kind, id, title, package: from } of added) {
        const what = oneLine(`${title} (${nameAndVersion(from)})`);
        console.log(`${kind} ${pc.bold(oneLine(id))}  ${pc.dim(what)}`);
      }
    });
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
