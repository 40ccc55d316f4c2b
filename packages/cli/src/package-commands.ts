import { type Command, Option } from 'commander';

/** Adds the commands that find, install and begin packages with plugins. */
export function addPackageCommands(program: Command): void {
  const catalogOption = ['--catalog <file>', "another catalogue than ventral's own"] as const;

  program
    .command('search')
    .description('Find data sets, models, metrics and benchmarks that can be installed')
    .argument('[words...]', 'words of the id, title, citation, species or region')
    .addOption(
      new Option('--kind <kind>', 'only one kind').choices([
        'dataset',
        'model',
        'metric',
        'benchmark',
      ]),
    )
    .option(...catalogOption)
    .option('--npm', 'ask the registry that npm is set to: packages nobody has reviewed as well')
    .option('--json', 'print JSON')
    .action(async (words, options) => {
      const { search } = await import('./commands/search.ts');
      await search(words, options);
    });

  program
    .command('add')
    .description("Install plugins with the project's package manager, running no install scripts")
    .argument('<names...>', 'ids of plugins, or packages: id, id@version, @scope/package, ./folder')
    .option(...catalogOption)
    .action(async (names, options) => {
      const { add } = await import('./commands/add.ts');
      await add(names, options);
    });

  program
    .command('new')
    .description('Begin a package with a plugin that works and passes its conformance suite')
    .argument('<kind>', 'dataset, model, metric or benchmark')
    .argument('<name>', 'in kebab-case: my-overlap')
    .option('--folder <folder>', 'where to make it (default: a folder named as the package)')
    .option('--package <name>', 'its name on npm (default: ventral-plugin-<kind>-<name>)')
    .action(async (kind, name, options) => {
      const { newPlugin } = await import('./commands/new.ts');
      await newPlugin(kind, name, options);
    });
}
