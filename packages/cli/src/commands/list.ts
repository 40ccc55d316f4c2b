import { type Command, Option } from '@commander-js/extra-typings';
import type { InstalledPlugin } from '@ventral/host';
import pc from 'picocolors';
import { kindChoices } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { oneLine } from '../printable.ts';

/** `ventral list`: lists installed plugins, read from manifests alone. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('List the installed data sets, models, metrics and benchmarks')
    .addOption(new Option('--kind <kind>', 'only one kind').choices(kindChoices))
    .option('--json', 'print JSON')
    .action(async ({ kind, json }) => {
      const { addressOf, discoverPlugins, nameAndVersion } = await import('@ventral/host');
      const { plugins } = await discoverPlugins(process.cwd());
      const wanted = plugins.filter((plugin) => kind === undefined || plugin.kind === kind);
      if (json) {
        const entries = wanted.map(({ package: from, ...entry }) => ({
          ...entry,
          package: nameAndVersion(from),
        }));
        process.stdout.write(jsonText(entries));
        return;
      }
      if (wanted.length === 0) {
        console.log(
          'No plugins are installed in this project. For a start:\n' +
            '  npm install --ignore-scripts @ventral/benchmark-cowley-2023 @ventral/model-onnx',
        );
        return;
      }
      // Where several versions of a plugin are installed, each is shown by what it is addressed with.
      const versions = new Map<string, number>();
      const keyOf = ({ kind, id }: InstalledPlugin) => `${kind} ${id}`;
      for (const key of wanted.map(keyOf)) versions.set(key, (versions.get(key) ?? 0) + 1);
      const nameOf = (plugin: InstalledPlugin) =>
        oneLine((versions.get(keyOf(plugin)) ?? 0) > 1 ? addressOf(plugin) : plugin.id);
      const width = wanted.reduce((most, plugin) => Math.max(most, nameOf(plugin).length), 0);
      for (const group of kindChoices) {
        const members = wanted.filter((plugin) => plugin.kind === group);
        if (members.length === 0) continue;
        console.log(pc.bold(`${group}s`));
        for (const plugin of members) {
          console.log(`  ${nameOf(plugin).padEnd(width)}  ${pc.dim(oneLine(plugin.title))}`);
        }
      }
    });
}
