import type { Command } from '@commander-js/extra-typings';
import { jsonText } from '../json-text.ts';

/** `ventral outdated`: shows the installed plugins whose newest version makes other scores. */
export function addOutdated(program: Command): void {
  program
    .command('outdated')
    .description('Show which installed plugins have a newer version that changes scores')
    .option('--catalog <file>', 'a catalogue of plugins (default: what npm’s registry has)')
    .option('--json', 'print JSON')
    .action(async ({ catalog, json }) => {
      const { discoverPlugins } = await import('@ventral/host');
      const { latestPlugins } = await import('../latest-plugins.ts');
      const { textTable } = await import('../text-table.ts');
      const { plugins } = await discoverPlugins(process.cwd());
      const names = plugins.map(({ package: { packageJson } }) => packageJson.name ?? '');
      const latest = await latestPlugins([...new Set(names)], catalog);
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
        console.log('No newer version changes a score.');
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
