import { type Command, Option } from '@commander-js/extra-typings';
import type { Score } from '@ventral/core';
import { VentralError } from '@ventral/errors';
import { collect, list, missingChoices, positiveInteger } from '../flag-values.ts';
import { jsonText } from '../json-text.ts';
import { loadPlot } from '../load-plots.ts';
import { parseOptionValues } from '../option-values.ts';
import { openOutputFile, refuseOverwriting } from '../output-file.ts';
import { preprocessingChoices, preprocessingFlag } from '../preprocessing-flag.ts';
import { openProjectHere, runWith } from '../run.ts';
import { withRunFlags } from '../run-flags.ts';
import { searchFigure } from '../search-figure.ts';
import type { Search } from '../shown-extras.ts';
import { timeFlag } from '../time-flag.ts';
import { tokenizerFlag, tokenizerText } from '../tokenizer-flag.ts';

/** `ventral score`: scores a model, a model file, or a file of features or choices on a benchmark. */
export function addScore(program: Command): void {
  withRunFlags(program.command('score'))
    .description('Score a model on a benchmark')
    .argument(
      '<model>',
      'id of a model, a model file (.onnx), features (.npy, .npz), or choices (.csv)',
    )
    .argument('<benchmark>', 'id of a benchmark')
    .option(preprocessingFlag, `for a model file: ${preprocessingChoices}`)
    .option('--image-size <pixels>', "for a model file: the network's input size", positiveInteger)
    .option(tokenizerFlag, tokenizerText)
    .addOption(
      new Option(
        '--layer <name>',
        'the layer to compare with the recordings, or several: a+b',
      ).conflicts('layers'),
    )
    .option('--layers <names>', 'several, separated by commas, or all: each is scored', list)
    .option('--metric <id>', "another metric than the benchmark's own")
    .option('--option <name=value>', 'an option of the metric (repeatable)', collect)
    .addOption(
      new Option('--missing <what>', 'what a mean does with a part that cannot be scored').choices(
        missingChoices,
      ),
    )
    .addOption(timeFlag())
    .option('--stimulus-ids <file>', 'for features: the stimulus of each row, one a line')
    .option('--output <file>', 'write the score record to a file')
    .option('--plot <file>', 'draw the score over time, or a search over configurations (.svg)')
    .option('--json', 'print the score record, and nothing else, to stdout')
    .action(async (model, benchmark, flags) => {
      const { output: path, plot, json } = flags;
      const request = {
        model,
        benchmark,
        preprocessing: flags.preprocessing,
        imageSize: flags.imageSize,
        tokenizer: flags.tokenizer,
        layer: flags.layer,
        layers: flags.layers,
        metric: flags.metric,
        metricOptions: parseOptionValues(flags.option),
        missingParts: flags.missing,
        time: flags.time,
        stimulusIds: flags.stimulusIds,
      };
      const project = await openProjectHere();
      const plots = plot === undefined ? undefined : await loadFigures();
      const inputs = [model, flags.stimulusIds ?? '', flags.preprocessing ?? ''];
      for (const written of [path, plot]) {
        if (written !== undefined) await refuseOverwriting(written, inputs);
      }
      const output = path === undefined ? undefined : await openOutputFile(path);
      const figure = plot === undefined ? undefined : await openOutputFile(plot, '--plot');
      const { sayMissing } = await import('../say-missing.ts');
      const record = await runWith(flags, async (settings, say) => {
        await sayMissing(project, { benchmarks: [benchmark], models: [model] }, settings, say);
        return project.score(request, settings);
      });
      const text = jsonText(record);
      const isWritten = await output?.writeOrSay(text);
      if (json) process.stdout.write(text);
      else {
        const { printScore } = await import('../print-score.ts');
        const written = isWritten ? path : undefined;
        printScore(record, await project.load('benchmark', benchmark), written);
      }
      if (plots === undefined) return;
      await figure?.writeOrSay(await draw(record.score, model, plots));
    });
}

/** Loaded before anything is scored: what cannot be drawn is said at once. */
async function loadFigures() {
  const [ofSearch, ofTime] = [await loadPlot('searchChart'), await loadPlot('timeCoursePlot')];
  return { searchChart: ofSearch, timeCoursePlot: ofTime };
}

async function draw(
  score: Score,
  name: string,
  { searchChart, timeCoursePlot }: Awaited<ReturnType<typeof loadFigures>>,
): Promise<string> {
  const { coursesOf, timeFigure } = await import('../time-figure.ts');
  if (coursesOf(name, score).length > 0) return timeCoursePlot(timeFigure(name, score));
  return searchChart(searchFigure(await searchOf(score)));
}

async function searchOf(score: Score): Promise<Search> {
  const { shownExtras } = await import('../shown-extras.ts');
  const { search } = shownExtras(score);
  if (search !== undefined) return search;
  throw new VentralError(
    'OPTION_INVALID',
    '--plot draws a score over time or a search, and there was neither.',
    {
      hint:
        'Ask for a score over time with --time, or give the metric several values to choose from, such ' +
        'as --option l1=[64,256].',
    },
  );
}
