import { type Command, Option } from '@commander-js/extra-typings';

const stimulusChoices = ['image', 'text'] as const;

/** `ventral new`: begins a package with a plugin. */
export function addNew(program: Command): void {
  program
    .command('new')
    .description('Begin a package with a plugin that works and passes its conformance suite')
    .argument('<kind>', 'dataset, model, metric or benchmark')
    .argument('<name>', 'in kebab-case: my-overlap')
    .option('--folder <folder>', 'where to make it (default: a folder named as the package)')
    .option('--package <name>', 'its name on npm (default: ventral-plugin-<kind>-<name>)')
    .addOption(
      new Option('--stimuli <kind>', 'of a benchmark (default: image)').choices(stimulusChoices),
    )
    .action(async (kind, name, { folder, package: packageName, stimuli }) => {
      const { createPlugin, describeNewPlugin } = await import('create-ventral-plugin');
      const made = await createPlugin(kind, name, {
        ...(folder === undefined ? {} : { folder }),
        ...(packageName === undefined ? {} : { packageName }),
        ...(stimuli === undefined ? {} : { stimuli }),
      });
      console.log(describeNewPlugin(made));
    });
}
