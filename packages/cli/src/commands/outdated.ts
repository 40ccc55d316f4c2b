import { discoverPlugins } from '@ventral/host';
import { latestPlugins } from '../latest-plugins.ts';
import { textTable } from '../text-table.ts';

/** Options of `ventral outdated`. */
export interface OutdatedOptions {
  readonly catalog?: string;
  readonly json?: boolean;
}

/** Shows the installed plugins whose newest version makes other scores. */
export async function outdated({ catalog, json }: OutdatedOptions): Promise<void> {
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
    console.log(JSON.stringify(changed, undefined, 2));
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
}
