import { type Command, Option } from '@commander-js/extra-typings';
import { kindChoices } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';

/** `ventral list`: lists installed plugins, read from manifests alone; those that have all the words. */
export function addList(program: Command): void {
  program
    .command('list')
    .description('List the installed data sets, models, metrics and benchmarks')
    .argument('[words...]', 'words of the id, title or package, such as a region or a session')
    .addOption(new Option('--kind <kind>', 'only one kind').choices(kindChoices))
    .option('--json', 'print JSON')
    .action(async (words, { kind, json }) => {
      const { discoverPlugins, nameAndVersion } = await import('@ventral/host');
      const { hasWords, pluginLines } = await import('../plugin-list.ts');
      const { plugins, lookedIn } = await discoverPlugins(process.cwd());
      const wanted = plugins.filter(
        (plugin) => (kind === undefined || plugin.kind === kind) && hasWords(plugin, words),
      );
      if (json) {
        const entries = wanted.map(({ package: from, family, ...entry }) => ({
          ...entry,
          ...(family && { family: family.id }),
          package: nameAndVersion(from),
        }));
        process.stdout.write(jsonText(entries));
      } else if (wanted.length > 0) {
        console.log(pluginLines(wanted, plugins).join('\n'));
        if (wanted.some(({ family }) => family !== undefined)) {
          console.log('\nOne of a family: ventral list WORDS, such as a value of its <name>.');
        }
      } else if (plugins.length > 0) {
        const what = [...words, ...(kind === undefined ? [] : [`--kind ${kind}`])].join(' ');
        console.log(
          `None of the ${plugins.length} plugins installed here matches ${what}. ` +
            'See all with: ventral list; what can be installed with: ventral search',
        );
      } else {
        console.log(
          `No plugins are installed; looked in ${lookedIn}. For a start:\n` +
            '  npm install --ignore-scripts @ventral/benchmark-cowley-2023 @ventral/model-onnx',
        );
      }
    });
}
