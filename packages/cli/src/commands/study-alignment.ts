import { join } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { list, numbers, positiveNumber, seed, share } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { openOutputFile } from '../output-file.ts';
import { openProjectHere, runWith } from '../run.ts';
import { objectiveFlag, trainingOf, withTrainingFlags } from '../training-flags.ts';

/**
 * `ventral study alignment`: trains a network towards recordings by several weights, with controls, and scores
 * each: a table, JSON and a figure.
 */
export function addAlignmentStudy(study: Command): void {
  withTrainingFlags(study.command('alignment'))
    .description('Train a network towards recordings, and see what it is good for')
    .argument(
      '<network>',
      'resnet-8, resnet-14, resnet-20, ..., or a network to go on from (.onnx)',
    )
    .requiredOption('--recordings <dataset>', 'what a layer is to be like, as SimulatedVentral')
    .requiredOption('--layer <name>', 'which')
    .requiredOption('--weights <numbers>', 'beside the classes, as 0.1,1', numbers(positiveNumber))
    .option('--seeds <numbers>', 'a network is trained with each (default: 1,2,3)', numbers(seed))
    .option('--region <name>', 'of the recordings, where there are several')
    .option('--control-region <name>', 'another, to be trained towards as a control')
    .addOption(objectiveFlag())
    .option('--stimuli <share>', 'of them to learn from (default: 0.8)', share)
    .option('--sites <share>', 'of them to learn from (default: 0.5)', share)
    .option('--benchmarks <ids>', 'what the networks are scored on besides', list)
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the study, and nothing else, to stdout')
    .action(async (network, flags) => {
      const { alignmentFile } = await import('@ventral/scoring');
      const { alignmentChart, alignmentTable, networkLine } = await import(
        '../alignment-report.ts'
      );
      const project = await openProjectHere();
      const { recordings, region, controlRegion, layer, weights, benchmarks, plot } = flags;
      const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const request = {
        ...trainingOf(network, flags),
        ...{ recordings, region, controlRegion, layer, weights, benchmarks },
        objective: flags.objective ?? ('cka' as const),
        seeds: flags.seeds ?? [1, 2, 3],
        stimulusShare: flags.stimuli,
        siteShare: flags.sites,
      };
      const whole = await runWith(flags, (settings, say) =>
        project.studyAlignment(request, {
          ...settings,
          onNetwork: (one, done, total) => say(networkLine(one, done, total)),
        }),
      );
      if (flags.json) process.stdout.write(jsonText(whole));
      else {
        const written = [
          `Study: ${join(flags.output, alignmentFile)}`,
          ...(plot === undefined ? [] : [`Figure: ${plot}`]),
        ];
        console.log([alignmentTable(whole), ...written].join('\n'));
      }
      if (lineChart !== undefined) await figure?.writeOrSay(await lineChart(alignmentChart(whole)));
    });
}
