import type { Command } from 'commander';
import { list, positiveInteger, sparsity, withRunOptions } from './command-options.ts';

/** Adds the commands that prune networks. */
export function addPruningCommands(program: Command): void {
  program
    .command('prune')
    .description('Set the smallest weights of a network to zero')
    .argument('<model>', 'a network (.onnx)')
    .requiredOption('--sparsity <share>', 'share of weights that are zero afterwards', sparsity)
    .option('--per-layer', 'the smallest of each layer (default: of the whole network)')
    .requiredOption('-o, --output <file>', 'the pruned network (.onnx)')
    .option('--json', 'print JSON')
    .action(async (model, options) => {
      const { prune } = await import('./commands/prune.ts');
      await prune(model, options);
    });

  const study = program.command('study').description('Score one network in many variants');
  withRunOptions(
    study
      .command('pruning')
      .description('Score a network on benchmarks while ever more of its weights are zero')
      .argument('<model>', 'a network (.onnx)')
      .argument('<benchmarks...>', 'ids of benchmarks'),
  )
    .requiredOption('--sparsities <shares>', 'such as 0,0.2,0.4,0.6,0.8', sparsities)
    .option('--per-layer', 'prune the smallest of each layer (default: of the whole network)')
    .option('--preprocessing <name|file>', 'torch, caffe, tf, or a .json file')
    .option('--image-size <pixels>', "the network's input size", positiveInteger)
    .option(
      '--layer <name>',
      'the layer to compare with the recordings (default: chosen before pruning, as for a score)',
    )
    .option('--output <file>', 'the study (.json); one that is there is continued')
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the study, and nothing else, to stdout')
    .action(async (model, benchmarks, options) => {
      const { studyPruning } = await import('./commands/study-pruning.ts');
      await studyPruning(model, benchmarks, options);
    });
}

/** Each once, the smallest first. */
function sparsities(value: string): readonly number[] {
  const [first, ...rest] = value.trim() === '' ? [''] : list(value);
  return [...new Set([first ?? '', ...rest].map(sparsity))].sort((a, b) => a - b);
}
