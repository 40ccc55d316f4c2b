import type { Command } from '@commander-js/extra-typings';
import type { InstalledPackage, InstalledPlugin } from '@ventral/host';
import { jsonText } from '../json-text.ts';

/** `ventral outdated`: shows the installed plugins whose newest version makes other scores. */
export function addOutdated(program: Command): void {
  program
    .command('outdated')
    .description('Show which installed plugins have a newer version that changes scores')
    .option('--catalog <file>', 'a catalogue of plugins (default: what npm’s registry has)')
    .option('--json', 'print JSON')
    .action(async ({ catalog, json }) => {
      const { discoverPlugins, findProject } = await import('@ventral/host');
      const { latestPlugins } = await import('../latest-plugins.ts');
      const { textTable } = await import('../text-table.ts');
      const { plugins } = await discoverPlugins(process.cwd());
      const project = await findProject(process.cwd());
      const local = plugins.filter((plugin) => isLocal(plugin, project));
      const asked = catalog === undefined ? plugins.filter((one) => !local.includes(one)) : plugins;
      const { plugins: latest, unknown } = await latestPlugins(namesOf(asked), catalog);
      if (unknown.length > 0) console.error(`Not on the registry: ${unknown.join(', ')}.`);
      const changed = plugins.flatMap(({ kind, id, scoreVersion, package: { packageJson } }) => {
        const newest = latest.find((one) => one.kind === kind && one.id === id);
        if (newest === undefined || newest.scoreVersion <= scoreVersion) return [];
        const installed = { version: packageJson.version, scoreVersion };
        const { version, scoreVersion: to } = newest;
        return [
          { kind, id, package: newest.package, installed, latest: { version, scoreVersion: to } },
        ];
      });
      if (json) {
        process.stdout.write(jsonText(changed));
        return;
      }
      if (changed.length === 0) {
        const left = catalog === undefined ? namesOf(local).length : 0;
        const note = left === 0 ? '' : ` ${left} packages from folders here were not asked for.`;
        console.log(`No newer version changes a score.${note}`);
        return;
      }
      const rows = changed.map((one) => [
        one.kind,
        one.id,
        `${one.installed.scoreVersion} (${one.installed.version})`,
        `${one.latest.scoreVersion} (${one.latest.version})`,
        one.package,
      ]);
      console.log(textTable(['kind', 'id', 'scores', 'newest', 'package'], rows, []));
      console.log(
        'Scores of the newest are other numbers. To keep both: npm install --ignore-scripts <alias>@npm:<package>@<version>',
      );
    });
}

/** Whether a plugin comes from a folder beside the project, or the project itself: no registry has it. */
function isLocal(
  { alias, package: from }: InstalledPlugin,
  project: InstalledPackage | undefined,
): boolean {
  if (project === undefined || from.folder === project.folder) return true;
  const { dependencies, devDependencies, optionalDependencies } = project.packageJson;
  const ranges = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return /^(workspace|link|file|portal):/.test(ranges[alias ?? from.packageJson.name ?? ''] ?? '');
}

function namesOf(plugins: readonly InstalledPlugin[]): readonly string[] {
  return [...new Set(plugins.map(({ package: { packageJson } }) => packageJson.name ?? ''))];
}
