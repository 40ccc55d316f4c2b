import { createRequire } from 'node:module';
import { Command, Option } from 'commander';
import { collect, list, positiveInteger, seed, withRunOptions } from './command-options.ts';
import { addPackageCommands } from './package-commands.ts';
import { addPruningCommands } from './pruning-commands.ts';
import { addRecordCommands } from './record-commands.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/**
 * The command line: its commands, arguments and options. What a command does is imported when it
 * runs, so that `ventral --help` starts at once.
 */
export function createProgram(): Command {
  const program = new Command('ventral')
    .description('How brain-like is a neural network? Score it on recordings and behaviour.')
    .version(version)
    .showSuggestionAfterError()
    .showHelpAfterError('See ventral --help.');

  withRunOptions(
    program
      .command('score')
      .description('Score a model on a benchmark')
      .argument('<model>', 'id of a model, a model file (.onnx), or features (.npy)')
      .argument('<benchmark>', 'id of a benchmark'),
  )
    .option('--preprocessing <name|file>', 'for a model file: torch, caffe, tf, or a .json file')
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .addOption(
      new Option(
        '--layer <name>',
        'the layer to compare with the recordings, or several: a+b',
      ).conflicts('layers'),
    )
    .option('--layers <names>', 'several, separated by commas, or all: each is scored', list)
    .option('--metric <id>', "another metric than the benchmark's own")
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .addOption(missingOption())
    .option('--stimulus-ids <file>', 'for features: the stimulus of each row, one a line')
    .option('--output <file>', 'write the score record to a file')
    .option('--plot <file>', 'draw the search over configurations (.svg), where there was one')
    .option('--json', 'print the score record, and nothing else, to stdout')
    .action(async (model, benchmark, options) => {
      const { score } = await import('./commands/score.ts');
      await score(model, benchmark, options);
    });

  withRunOptions(
    program
      .command('compare')
      .description('Score several models on a benchmark, side by side')
      .argument('<benchmark>', 'id of a benchmark')
      .argument('<models...>', 'ids of models, model files (.onnx), or features (.npy)'),
  )
    .option('--preprocessing <name|file>', 'for model files: torch, caffe, tf, or a .json file')
    .option('--image-size <pixels>', "for model files: the networks' input size", positiveInteger)
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .addOption(missingOption())
    .option('--fresh', 'score anew what was scored before with the same code and options')
    .option('--output <folder>', 'write the score records to a folder')
    .option('--json', 'print the score records, and nothing else, to stdout')
    .action(async (benchmark, models, options) => {
      const { compare } = await import('./commands/compare.ts');
      await compare(benchmark, models, options);
    });

  addRecordCommands(program);

  program
    .command('list')
    .description('List the installed data sets, models, metrics and benchmarks')
    .addOption(
      new Option('--kind <kind>', 'only one kind').choices([
        'dataset',
        'model',
        'metric',
        'benchmark',
      ]),
    )
    .option('--json', 'print JSON')
    .action(async (options) => {
      const { list: listPlugins } = await import('./commands/list.ts');
      await listPlugins(options);
    });

  program
    .command('info')
    .description('Show what a plugin is, where it comes from, and what it would download')
    .argument('<id>', 'id of a data set, model, metric or benchmark')
    .option('--json', 'print JSON')
    .action(async (id, options) => {
      const { info } = await import('./commands/info.ts');
      await info(id, options);
    });

  withRunOptions(
    program
      .command('commit')
      .description('Choose the layer for each region, and write the choice beside the model')
      .argument('<model>', 'id of a model, or a model file'),
  )
    .option('--preprocessing <name|file>', 'for a model file: torch, caffe, tf, or a .json file')
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option(
      '--on <region=benchmark>',
      "the benchmark to choose on (repeatable; default: Brain-Score's public ones)",
      collect,
    )
    .option('--layers <names>', 'the layers to choose from, separated by commas, or all', list)
    .option(
      '--pca-images <folder>',
      'reduce features to the principal components of these images, as Brain-Score does',
    )
    .option('--components <number>', 'how many components (default: 1000)', positiveInteger)
    .option('--output <file>', 'the layer map (default: <model>.layers.json)')
    .action(async (model, options) => {
      const { commit } = await import('./commands/commit.ts');
      await commit(model, options);
    });

  withRunOptions(
    program
      .command('layers')
      .description('List the layers of a model, with their shapes')
      .argument('<model>', 'id of a model, or a model file'),
  )
    .option('--image-size <pixels>', 'for a model file that takes any size', positiveInteger)
    .option('--json', 'print JSON')
    .action(async (model, options) => {
      const { layers } = await import('./commands/layers.ts');
      await layers(model, options);
    });

  const data = program.command('data').description('Fetch the files of data sets and models');
  withRunOptions(
    data
      .command('pull')
      .description('Fetch and check the files of a plugin, or make a mirror of them')
      .argument('<id>', 'id of a data set, benchmark or model'),
  )
    .option('--part <name>', 'only one part of a data set, such as a session')
    .option('--to <folder>', 'copy the files there, as a mirror for other machines')
    .action(async (id, options) => {
      const { pull } = await import('./commands/data-pull.ts');
      await pull(id, options);
    });

  const cache = program
    .command('cache')
    .description('Show what the cache holds')
    .option('--cache <folder>', 'the cache folder')
    .action(async (options) => {
      const { showCache } = await import('./commands/cache.ts');
      await showCache(options);
    });
  cache
    .command('clear')
    .description(
      'Delete cached files or activations; they are fetched or recorded anew when needed',
    )
    .option('--files', 'only downloaded files')
    .option('--activations', 'only recorded activations')
    .action(async (_options, command) => {
      const { clear } = await import('./commands/cache.ts');
      await clear(command.optsWithGlobals());
    });

  program
    .command('metric')
    .description('Run a metric on files: matrices of recordings, tables of choices')
    .argument('<id>', 'id of a metric')
    .option(
      '--source <file>',
      'of a model: features (.npy, stimuli x features), or probabilities or choices (.csv)',
    )
    .requiredOption(
      '--target <file>',
      'recordings (.npy, stimuli x neuroids, x repetitions with NaN where missing), or choices (.csv)',
    )
    .option('--labels <file>', 'a label for each stimulus, one a line: splits keep their shares')
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .option('--seed <number>', 'seed of the splits', seed)
    .option('--json', 'print JSON')
    .action(async (id, options) => {
      const { metric } = await import('./commands/metric.ts');
      await metric(id, options);
    });

  addPruningCommands(program);

  withRunOptions(
    program
      .command('calibrate')
      .description('Audit metrics on simulated data whose truth is known')
      .argument('[metric]', 'id of a metric (default: all that compare features)'),
  )
    .option('--on <dataset>', 'the simulated data (default: SimulatedVentral)')
    .option('--region <region>', 'whose recordings are simulated (default: the first, V4)')
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .option(
      '--simulations <number>',
      'in how many the truth is sought (default: 40)',
      positiveInteger,
    )
    .option('--noise-models <number>', 'how many models of noise (default: 400)', positiveInteger)
    .option('--output <file>', 'write what was found to a file, as JSON')
    .option('--plot <file>', 'draw power and false positives (.svg); needs @ventral/plots')
    .option('--json', 'print JSON')
    .action(async (metric, options) => {
      const { calibrate } = await import('./commands/calibrate.ts');
      await calibrate(metric, options);
    });

  addPackageCommands(program);

  withRunOptions(
    program.command('doctor').description('Check that everything Ventral needs works here'),
  ).action(async (options) => {
    const { doctor } = await import('./commands/doctor.ts');
    await doctor(options);
  });

  return program;
}

function missingOption(): Option {
  return new Option(
    '--missing <what>',
    'what a mean does with a part that cannot be scored',
  ).choices(['refuse', 'leave-out']);
}
