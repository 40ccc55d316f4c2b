import type { Command } from '@commander-js/extra-typings';
import { VentralError } from '@ventral/errors';
import type { PruningStudy } from '@ventral/scoring';
import { list, positiveInteger, sparsity } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { addAlignmentStudy } from './study-alignment.ts';
import { addRobustnessStudy } from './study-robustness.ts';

/**
 * `ventral study pruning`: scores a network at several sparsities on one or more benchmarks: a table, JSON
 * and a figure of what was asked for. The file may hold more, and keeps it.
 */
export function addStudy(program: Command): void {
  const study = program
    .command('study')
    .description('Score one network in many variants, or compare many networks in one respect');
  addAlignmentStudy(study);
  addRobustnessStudy(study);
  withRunFlags(study.command('pruning'))
    .description('Score a network on benchmarks while ever more of its weights are zero')
    .argument('<model>', 'a network (.onnx)')
    .argument('<benchmarks...>', 'ids of benchmarks')
    .requiredOption('--sparsities <shares>', 'such as 0,0.2,0.4,0.6,0.8', sparsitiesOf)
    .option('--per-layer', 'prune the smallest of each layer (default: of the whole network)')
    .option(preprocessingFlag, preprocessingChoices)
    .option('--image-size <pixels>', "the network's input size", positiveInteger)
    .option(
      '--layer <name>',
      'the layer to compare with the recordings (default: chosen before pruning, as for a score)',
    )
    .option('--output <file>', 'the study (.json); one that is there is continued')
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the study, and nothing else, to stdout')
    .action(async (model, addresses, flags) => {
      const { addressOf, findPlugin } = await import('@ventral/host');
      const { filesOfNetwork } = await import('@ventral/scoring');
      const { sayMissing } = await import('../say-missing.ts');
      const { pruningChart, pruningTable } = await import('../pruning-report.ts');
      const { sparsities, output, plot } = flags;
      const project = await openProjectHere();
      const fullAddressOf = (address: string) =>
        addressOf(findPlugin(project.plugins, 'benchmark', address));
      // Each once, whether with its scoreVersion or without.
      const byAddress = new Map(addresses.map((address) => [fullAddressOf(address), address]));
      const benchmarks = [...byAddress.values()];
      const networkFiles = await filesOfNetwork(model);
      if (output !== undefined) await refuseOverwriting(output, networkFiles);
      if (plot !== undefined) await refuseOverwriting(plot, networkFiles);
      if (plot !== undefined && plot === output) {
        throw new VentralError('OPTION_INVALID', `--output and --plot are both ${plot}.`, {
          hint: 'Give each a file of its own: a .json and a .svg.',
        });
      }
      const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const request = {
        model,
        benchmarks,
        sparsities,
        scope: flags.perLayer ? ('layer' as const) : ('global' as const),
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
        layer: flags.layer,
        study: output,
      };
      const file = output === undefined ? undefined : await openOutputFile(output);
      const onScore = (grown: PruningStudy) => file?.writeOrSay(jsonText(grown));
      const whole = await runWith(flags, async (settings, say) => {
        await sayMissing(project, { benchmarks, models: [] }, settings, say);
        return project.studyPruning(request, { ...settings, onScore });
      });
      const points = whole.points.filter((point) => sparsities.includes(point.sparsity));
      const asked = { ...whole, points };
      if (flags.json) process.stdout.write(jsonText(asked));
      else {
        const written = [
          ...(output === undefined ? [] : [`Study: ${output}`]),
          ...(plot === undefined ? [] : [`Figure: ${plot}`]),
        ];
        console.log([pruningTable(asked, benchmarks), ...written].join('\n'));
      }
      if (lineChart !== undefined) {
        await figure?.writeOrSay(await lineChart(pruningChart(asked, benchmarks)));
      }
    });
}

/** Each once, the smallest first. */
function sparsitiesOf(value: string): readonly number[] {
  const [first, ...rest] = value.trim() === '' ? [''] : list(value);
  return [...new Set([first ?? '', ...rest].map(sparsity))].sort((a, b) => a - b);
}
