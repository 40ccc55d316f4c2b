import { type Command, Option } from '@commander-js/extra-typings';
import type { RobustnessStudy } from '@ventral/scoring';
import { list, missingChoices, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { openOutputFile } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';

/**
 * `ventral study robustness`: what networks name under attack and under corruption, as a table, JSON and a
 * figure.
 */
export function addRobustnessStudy(study: Command): void {
  withRunFlags(study.command('robustness'))
    .description('Compare what networks name under attack and under corruption')
    .argument('<models...>', 'models, or networks (.onnx), trained on the same classes')
    .option(
      '--images <folder>',
      'labelled images, folder/class/image.png (default: 200 images of CIFAR-10)',
    )
    .option('--benchmarks <ids>', 'instead of the usual ones, such as two of Robustness.*', list)
    .option('--v1 <benchmark>', 'relate robustness to the scores on this benchmark of V1')
    .option('--layer <name>', 'the layer for --v1 (default: as for a score)')
    .option('--reference <model>', 'one of the models: mean corruption errors are relative to it')
    .addOption(
      new Option('--missing <what>', "where frost's photographs cannot be had").choices(
        missingChoices,
      ),
    )
    .option(preprocessingFlag, preprocessingChoices)
    .option('--image-size <pixels>', "the networks' input size", positiveInteger)
    .option('--output <file>', 'the study (.json)')
    .option('--plot <file>', 'a figure (.svg); needs @ventral/plots')
    .option('--json', 'print the study, and nothing else, to stdout')
    .action(async (models, flags) => {
      const { robustnessChart, robustnessTable } = await import('../robustness-report.ts');
      const { images, benchmarks, v1, layer, reference, output, plot } = flags;
      const project = await openProjectHere();
      const lineChart = plot === undefined ? undefined : await loadPlot('lineChart');
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const file = output === undefined ? undefined : await openOutputFile(output);
      const request = {
        ...{ models, images, benchmarks, v1, layer, reference },
        missingParts: flags.missing,
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
      };
      const onNetwork = (grown: RobustnessStudy) => file?.writeOrSay(jsonText(grown));
      const study = await runWith(flags, (settings) =>
        project.studyRobustness(request, { ...settings, onNetwork }),
      );
      if (flags.json) process.stdout.write(jsonText(study));
      else {
        const written = [
          ...(output === undefined ? [] : [`Study: ${output}`]),
          ...(plot === undefined ? [] : [`Figure: ${plot}`]),
        ];
        console.log([robustnessTable(study), ...written].join('\n'));
      }
      if (lineChart !== undefined)
        await figure?.writeOrSay(await lineChart(robustnessChart(study)));
    });
}
